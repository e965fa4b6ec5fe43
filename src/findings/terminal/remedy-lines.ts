import {paint} from '../../lib/output/palette.ts'
import {harmless, printable} from '../../lib/output/printable.ts'
import {beside, type Measure} from '../../lib/output/wrap.ts'
import {isToCopy, type PrintedRemedy} from '../../lib/printed-commands/printed-lines.ts'

/** What to do, for a terminal: sentences are wrapped. Users copy commands, so they are not broken. */
export function remedyLines(
  printed: PrintedRemedy,
  {colour, measure, margin}: {readonly colour: boolean; readonly measure: Measure; readonly margin: string},
): readonly string[] {
  if (printed.remedy === '') return []
  return printed.remedy
    .split('\n')
    .flatMap(line =>
      isToCopy(line, printed)
        ? [margin + paint(colour, 'command', printable(line))]
        : beside(margin, printable(line), measure).map(harmless),
    )
}
