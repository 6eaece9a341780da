import { failure } from '#protocol/errors'
import { getPathModule, type HostEnvironment } from './environment.ts'
import type { InstallStep } from './plan.ts'
import { createKey } from './registry/registry-keys.ts'
import type { FileSystem, Registry, System } from './system.ts'

type RegisterStep = Extract<InstallStep, { do: 'register' }>
type FolderStep = Extract<InstallStep, { do: 'copyFolder' }>
type FileStep = Exclude<InstallStep, RegisterStep | FolderStep>

/** The topmost folders and keys that the plan created. */
export interface AppliedSteps {
  folders: string[]
  madeKeys: string[]
  /** The previous values of keys. */
  replaced: Record<string, string>
}

/** Performs a plan and reads back what it wrote. Throws FILE_NOT_WRITTEN. */
export async function applyPlan(
  steps: readonly InstallStep[],
  system: System,
  machine: HostEnvironment,
): Promise<AppliedSteps> {
  const applied: AppliedSteps = { folders: [], madeKeys: [], replaced: {} }
  for (const step of steps) {
    if (step.do === 'register') await applyRegisterStep(step, system.registry, applied)
    else if (step.do === 'copyFolder') await system.fileSystem.copyFolder(step.from, step.path)
    else applied.folders.push(...(await applyFileStep(step, system.fileSystem, machine)))
  }
  return applied
}

async function applyFileStep(
  step: FileStep,
  fileSystem: FileSystem,
  machine: HostEnvironment,
): Promise<string[]> {
  const folder = await fileSystem.makeFolder(getPathModule(machine).dirname(step.path))
  const content = step.do === 'copy' ? await fileSystem.read(step.from) : Buffer.from(step.text)
  if (content === undefined)
    throw failure('FILE_NOT_WRITTEN', { path: step.path, reason: 'the file to copy could not be read' })
  await fileSystem.write(step.path, content, step.mode)
  assertWritten(step.path, (await fileSystem.read(step.path))?.equals(content) ?? false)
  return folder === undefined ? [] : [folder]
}

async function applyRegisterStep(
  { key, value }: RegisterStep,
  registry: Registry,
  applied: AppliedSteps,
): Promise<void> {
  const previousValue = (await registry.read(key))?.values['']
  if (previousValue !== undefined && previousValue !== value) applied.replaced[key] = previousValue
  const createdKey = await createKey(key, value, registry)
  if (createdKey !== undefined) applied.madeKeys.push(createdKey)
  assertWritten(key, (await registry.read(key))?.values[''] === value)
}

function assertWritten(path: string, isSame: boolean): void {
  if (!isSame) throw failure('FILE_NOT_WRITTEN', { path, reason: 'its content is different after writing' })
}
