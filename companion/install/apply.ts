import { failure } from '#protocol/errors'
import type { Disk, Ground, Registry } from './ground.ts'
import { type Machine, pathsOf } from './machine.ts'
import type { Step } from './plan.ts'
import { makeKey } from './registry-keys.ts'

type RegisterStep = Extract<Step, { do: 'register' }>
type FileStep = Exclude<Step, RegisterStep>

/** The topmost folders and keys that were not there before. */
export interface Made {
  folders: string[]
  madeKeys: string[]
  /** Keys that led elsewhere before, and where to. */
  replaced: Record<string, string>
}

/** Performs a plan and reads back what it wrote. Throws FILE_NOT_WRITTEN. */
export async function applyPlan(steps: readonly Step[], ground: Ground, machine: Machine): Promise<Made> {
  const made: Made = { folders: [], madeKeys: [], replaced: {} }
  for (const step of steps) {
    if (step.do === 'register') await register(step, ground.registry, made)
    else made.folders.push(...(await put(step, ground.disk, machine)))
  }
  return made
}

async function put(step: FileStep, disk: Disk, machine: Machine): Promise<string[]> {
  const folder = await disk.makeFolder(pathsOf(machine).dirname(step.path))
  const content = step.do === 'copy' ? await disk.read(step.from) : Buffer.from(step.text)
  if (content === undefined)
    throw failure('FILE_NOT_WRITTEN', { path: step.path, reason: 'its original cannot be read' })
  await disk.write(step.path, content, step.mode)
  expectSame(step.path, (await disk.read(step.path))?.equals(content) ?? false)
  return folder === undefined ? [] : [folder]
}

async function register({ key, value }: RegisterStep, registry: Registry, made: Made): Promise<void> {
  const before = (await registry.read(key))?.values['']
  if (before !== undefined && before !== value) made.replaced[key] = before
  const madeKey = await makeKey(key, value, registry)
  if (madeKey !== undefined) made.madeKeys.push(madeKey)
  expectSame(key, (await registry.read(key))?.values[''] === value)
}

function expectSame(path: string, isSame: boolean): void {
  if (!isSame) throw failure('FILE_NOT_WRITTEN', { path, reason: 'it reads back differently' })
}
