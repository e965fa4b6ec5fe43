import type {Defaults} from './defaults.ts'
import {canRedraw, usesColour} from './lib/output/terminal.ts'
import type {System} from './system.ts'

type Place = Pick<System, 'env' | 'terminal'>
type Settings = Pick<Defaults, 'isSet'> | undefined

/** How text is written to a stream. */
export interface StreamStyle {
  readonly colour: boolean
  /** Width of the terminal; undefined for a pipe or a file, where nothing is wrapped. */
  readonly columns: number | undefined
}

export function streamStyle(stream: 'stdout' | 'stderr', {env, terminal}: Place, settings: Settings): StreamStyle {
  return {
    colour: usesColour(env, terminal[stream]) && settings?.isSet('no_color') !== true,
    columns: terminal[stream] ? Math.max(1, terminal.columns) : undefined,
  }
}

/** Whether lines on stderr can be drawn again in place. */
export function redraws({env, terminal}: Place, settings: Settings): boolean {
  return canRedraw(env, terminal.stderr) && settings?.isSet('disable_progress_bar') !== true
}
