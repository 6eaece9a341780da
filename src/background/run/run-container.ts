import { getRunWindowId } from './run-window.ts'
import type { StepContext } from './steps/step.ts'

/** Records in which container the tester is, before another tab comes to the front. */
export async function recordContainer({ record, setContainer, browser }: StepContext): Promise<void> {
  const { request, run, storeId } = record()
  if (request.inPrivateWindow === true || run.container !== undefined || storeId !== undefined) return
  const container = await browser.containers.findInFront(getRunWindowId(record()))
  if (container !== undefined) await setContainer(container)
}

/** Opens the container that the persona owns, if it has one. Throws CONTAINERS_OFF. */
export async function openPersonaContainer(context: StepContext): Promise<void> {
  const { persona, inPrivateWindow } = context.record().request
  if (persona === undefined || inPrivateWindow === true) return
  const name = await context.findContainerOf(persona)
  const container = name ? await context.browser.containers.open(name) : undefined
  if (container !== undefined) await context.setContainer(container)
}
