import type {Surface} from '../surface.ts'
import {exitCodes} from './exit-codes.ts'
import {listed, nameWidth, paragraph, type Entry} from './layout.ts'
import {sentence} from './sentence.ts'

/** All commands under the headings of the root help, in the order in which most people need them. */
export const commandGroups: readonly {readonly title: string; readonly commands: readonly string[]}[] = [
  {title: 'Prepare:', commands: ['provider register', 'provider check', 'rbac init']},
  {title: 'Install and Remove:', commands: ['install-connector', 'upgrade-connector', 'remove-connector']},
  {title: 'Inspect and Check:', commands: ['list', 'show', 'validate', 'why', 'explain']},
  {title: 'Use:', commands: ['sample', 'export']},
  {title: 'Clean Up:', commands: ['orphans']},
  {title: 'Try Without Azure:', commands: ['sandbox']},
  {title: 'This Program:', commands: ['config list', 'config get', 'config set', 'config unset', 'configure', 'completion', 'version']},
]

/** Help of the program: its commands in the order of the work, the exit codes, and where to read more. */
export function rootHelp({bin, summary, commands}: Surface, width: number): string {
  const sections = commandGroups.map(({title, commands: names}) => ({
    title,
    entries: names.map((name): Entry => ({names: name, text: sentence(commands[name.replaceAll(' ', ':')]?.summary ?? '')})),
  }))
  const codes = exitCodes.map(({code, meaning}): Entry => ({names: code, text: sentence(meaning)}))
  const column = nameWidth(sections.flatMap(({entries}) => entries))
  return [
    '',
    'Group',
    ...paragraph(`${bin} : ${sentence(summary)}`, 1, width),
    ...sections.flatMap(({title, entries}) => ['', title, ...entries.flatMap(entry => listed(entry, column, width))]),
    '',
    'Exit Codes:',
    ...codes.flatMap(entry => listed(entry, nameWidth(codes), width)),
    '',
    'Read More:',
    ...paragraph(`${bin} COMMAND --help lists the arguments of a command, with examples.`, 1, width),
    ...paragraph(`${bin} explain CHECK says what a finding means and how to fix it.`, 1, width),
    ...paragraph('README.md and the folder docs of the package describe the rest.', 1, width),
    '',
    '',
  ].join('\n')
}
