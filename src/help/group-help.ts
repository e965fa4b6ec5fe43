import type {Surface} from '../surface.ts'
import {listed, nameWidth, paragraph, type Entry} from './layout.ts'
import {rootHelp} from './root-help.ts'
import {sentence} from './sentence.ts'

/** Help of a group in az's layout: its subgroups and commands. `group` is empty for the program itself. */
export function groupHelp(surface: Surface, group: string, width: number): string {
  if (group === '') return rootHelp(surface, width)
  const {bin, groups, commands} = surface
  const isHere = (id: string) => id.split(':').slice(0, -1).join(':') === group
  const entries = (table: Readonly<Record<string, string>>): readonly Entry[] =>
    Object.entries(table)
      .filter(([id]) => isHere(id))
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([id, text]) => ({names: id.split(':').at(-1) ?? '', text: sentence(text)}))
  const subgroups = entries(groups)
  const own = entries(
    Object.fromEntries(
      Object.entries(commands)
        .filter(([, command]) => !command.hidden)
        .map(([id, command]) => [id, command.summary ?? '']),
    ),
  )
  const column = nameWidth([...subgroups, ...own])
  const section = (title: string, list: readonly Entry[]) =>
    list.length === 0 ? [] : ['', title, ...list.flatMap(entry => listed(entry, column, width))]
  return [
    '',
    'Group',
    ...paragraph(`${[bin, ...group.split(':')].join(' ')} : ${sentence(groups[group] ?? '')}`, 1, width),
    ...section('Subgroups:', subgroups),
    ...section('Commands:', own),
    '',
    '',
  ].join('\n')
}
