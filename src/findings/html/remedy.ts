import {isCommand} from '../plain-lines.ts'
import {markup, nothing, type Markup} from './markup.ts'

/** What to do: sentences as paragraphs, and commands and parts of manifests in blocks that one click selects. */
export function remedyBlocks(remedy: string): Markup {
  if (remedy === '') return nothing
  return markup`<div class="remedy">
${blocks(remedy).map(({text, isCode}) => (isCode ? markup`<pre>${text}</pre>\n` : markup`<p>${text}</p>\n`))}</div>
`
}

interface Block {
  readonly text: string
  readonly isCode: boolean
}

/** A command has a block of its own. Lines of a manifest, which begin with a key or are indented, stay together. */
function blocks(remedy: string): readonly Block[] {
  const all: Block[] = []
  for (const line of remedy.split('\n')) {
    const last = all.at(-1)
    const isCode = isCommand(line) || /^[\s{[#-]/.test(line)
    const isMore = last?.isCode === isCode && !/^[a-z][\w.-]* /.test(line)
    if (last !== undefined && isMore) all.splice(-1, 1, {text: `${last.text}\n${line}`, isCode})
    else if (line.trim() !== '') all.push({text: line, isCode})
  }
  return all
}
