import {isToCopy, type PrintedRemedy} from '../../lib/printed-commands/printed-lines.ts'
import {markup, nothing, type Markup} from './markup.ts'

/** What to do: sentences as paragraphs, and commands and parts of manifests in blocks that one click selects. */
export function remedyBlocks(printed: PrintedRemedy): Markup {
  if (printed.remedy === '') return nothing
  return markup`<div class="remedy">
${blocks(printed).map(({text, isCode}) => (isCode ? markup`<pre>${text}</pre>\n` : markup`<p>${text}</p>\n`))}</div>
`
}

interface Block {
  readonly text: string
  readonly isCode: boolean
}

/** A command has a block of its own; lines of a manifest stay together, and so do sentences. */
function blocks(printed: PrintedRemedy): readonly Block[] {
  const all: Block[] = []
  for (const line of printed.remedy.split('\n')) {
    const last = all.at(-1)
    const isCode = isToCopy(line, printed)
    const isMore = last?.isCode === isCode && printed.commands?.includes(line) !== true
    if (last !== undefined && isMore) all.splice(-1, 1, {text: `${last.text}\n${line}`, isCode})
    else if (line.trim() !== '') all.push({text: line, isCode})
  }
  return all
}
