import type {Command} from '@oclif/core/command'
import {argumentSections} from '../../src/help/argument-sections.ts'
import {exitCodes} from '../../src/help/exit-codes.ts'
import {commandGroups} from '../../src/help/root-help.ts'
import {sentence} from '../../src/help/sentence.ts'
import type {Surface} from '../../src/surface.ts'
import {escaped, paragraphs, quoted, tagged, verbatim} from './roff.ts'

/** The man pages by the name of their file: one of the program, and one of each command, as help shows them. */
export function manPages(surface: Surface): Readonly<Record<string, string>> {
  const pages = Object.values(surface.commands)
    .filter(({hidden}) => !hidden)
    .map(command => [fileOf(surface.bin, command.id), commandPage(surface, command)])
  return Object.fromEntries([[`${surface.bin}.1`, programPage(surface)], ...pages]) as Readonly<Record<string, string>>
}

const nameOf = (bin: string, id: string): string => [bin, ...id.split(':')].join('-')
const fileOf = (bin: string, id: string): string => `${nameOf(bin, id)}.1`

function programPage({bin, version, summary, commands}: Surface): string {
  const text = (command: string) => sentence(commands[command.replaceAll(' ', ':')]?.summary ?? '')
  return page([
    ...header(bin, bin, version, summary),
    '.SH SYNOPSIS',
    `.B ${bin}`,
    '.I COMMAND',
    '[\\fIARGUMENTS\\fR]',
    '.SH DESCRIPTION',
    ...paragraphs(`${sentence(summary)} Each command has a page of its own, such as ${bin}-install-connector(1).`),
    ...commandGroups.flatMap(group => [
      `.SS ${quoted(group.title.replace(/:$/, ''))}`,
      ...group.commands.flatMap(command => tagged(command, text(command))),
    ]),
    ...exitStatus(),
    '.SH SEE ALSO',
    ...seeAlso([...Object.values(commands).flatMap(({hidden, id}) => (hidden ? [] : nameOf(bin, id))), 'helm', 'kubectl', 'az']),
  ])
}

function commandPage({bin, version}: Surface, {id, summary = '', description, examples = [], flags, args}: Command.Cached): string {
  const command = `${bin} ${id.replaceAll(':', ' ')}`
  const positional = Object.entries(args).map(([name, {required}]) => (required === true ? name.toUpperCase() : `[${name.toUpperCase()}]`))
  return page([
    ...header(nameOf(bin, id), bin, version, summary),
    '.SH SYNOPSIS',
    `.B ${quoted(command)}`,
    ...positional.map(name => `.I ${quoted(name)}`),
    '[\\fIARGUMENTS\\fR]',
    '.SH DESCRIPTION',
    ...paragraphs(sentence(summary)),
    ...(description === undefined ? [] : paragraphs(description)),
    ...argumentSections({flags, args}, () => undefined).flatMap(({title, entries}) => [
      `.SH ${quoted(title.toUpperCase())}`,
      ...entries.flatMap(({names, tags, text, more}) =>
        tagged([names, tags].filter(Boolean).join(' '), [text, ...(more === undefined ? [] : [more])].join('\n')),
      ),
    ]),
    ...(examples.length === 0 ? [] : ['.SH EXAMPLES', ...examples.flatMap(exampleLines)]),
    ...exitStatus(),
    '.SH SEE ALSO',
    ...seeAlso([bin]),
  ])
}

/** Without a date, which would differ from build to build. */
function header(name: string, bin: string, version: string, summary: string): readonly string[] {
  return [
    '.\\" Made from the commands of vkctl by scripts/man/pages.ts.',
    `.TH ${quoted(name.toUpperCase())} 1 "" ${quoted(`${bin} ${version}`)} ${quoted(`${bin} manual`)}`,
    // Neither hyphenated nor stretched, so that commands can be found and copied.
    '.nh',
    '.ad l',
    '.SH NAME',
    `${escaped(name)} \\- ${escaped(lowerFirst(summary.replace(/\.$/, '')))}`,
  ]
}

/** `az` and `ACI` stay as they are. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function exampleLines(example: Command.Example): readonly string[] {
  const {description, command} = typeof example === 'string' ? {description: '', command: example} : example
  return [...(description === '' ? [] : paragraphs(sentence(description))), ...verbatim(command)]
}

function exitStatus(): readonly string[] {
  return ['.SH EXIT STATUS', ...exitCodes.flatMap(({code, meaning}) => tagged(code, sentence(meaning)))]
}

function seeAlso(names: readonly string[]): readonly string[] {
  return names.map((name, index) => `.BR ${quoted(name)} (1)${index < names.length - 1 ? ',' : ''}`)
}

const page = (lines: readonly string[]): string => `${lines.join('\n')}\n`
