import { execFileSync } from 'node:child_process'

/** A picture, and how long the animation shows it. */
export interface Frame {
  file: string
  seconds: number
}

/** Writes an animated WebP, which browsers and forges show like a picture. */
export function writeAnimation(frames: readonly Frame[], file: string): void {
  const pictures = frames.flatMap(frame => ['-delay', String(Math.round(frame.seconds * 100)), frame.file])
  const format = ['-resize', '960x', '-quality', '95', '-define', 'webp:method=6', '-loop', '0']
  execFileSync('convert', [...pictures, ...format, file], { stdio: ['ignore', 'inherit', 'inherit'] })
}
