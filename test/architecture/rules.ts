import type {Import} from './imports.ts'

/**
 * The floors of the house, from the roof down. A file imports files of its own room and of lower floors, never of a higher one or of another room on
 * its floor. A room is a folder with all below it, or one file; a file belongs to the room with the longest path.
 */
export const floors: readonly (readonly string[])[] = [
  ['src/commands'],
  // The command line: options, help, what every command has.
  ['src'],
  // What can be done with a connector, and beside it.
  [
    'src/lib/connector/export',
    'src/lib/connector/install',
    'src/lib/connector/removal',
    'src/lib/connector/validation',
    'src/lib/orphans',
    'src/lib/provider',
    'src/lib/tiller',
  ],
  ['src/lib/connector/smoke', 'src/lib/connector/pod-history'],
  ['src/lib/connector/wait'],
  ['src/lib/connector/bundle'],
  ['src/lib/connector/inspection'],
  // What is.
  ['src/lib/connector/inventory'],
  ['src/lib/connector/facts', 'src/lib/connector/drift'],
  ['src/lib/connector/session', 'src/lib/checks'],
  ['src/lib/connector/model'],
  // Edges: they decide nothing and know nothing of one another.
  ['src/lib/azure', 'src/lib/kubernetes', 'src/lib/helm'],
  ['src/lib/http', 'src/lib/configuration', 'src/lib/output', 'src/lib/templates', 'src/lib/latest-version.ts', 'src/lib/tool-version.ts'],
  ['src/lib/own-files.ts'],
  [
    'src/lib/process.ts',
    'src/lib/files.ts',
    'src/lib/given-file.ts',
    'src/lib/log-file.ts',
    'src/lib/replace-file.ts',
    'src/lib/cache-file.ts',
    'src/lib/digests.ts',
    'src/lib/tools.ts',
  ],
  ['src/lib/write-fault.ts'],
  [
    'src/lib/addresses.ts',
    'src/lib/command-line.ts',
    'src/lib/errors.ts',
    'src/lib/holder.ts',
    'src/lib/own-folder.ts',
    'src/lib/secret.ts',
    'src/lib/suggest.ts',
    'src/lib/talk.ts',
  ],
  // Commands that are printed to be copied.
  ['src/lib/printed-commands'],
  // A program of its own: it imports nothing of src/, and only its command imports it.
  ['sandbox'],
]

/** Who may import a package. */
export const doors: readonly {readonly packages: RegExp; readonly from: readonly string[]; readonly because: string}[] = [
  {packages: /^(execa|node:child_process)$/, from: ['src/lib/process.ts', 'sandbox'], because: 'only lib/process.ts starts programs'},
  {
    packages: /^node:fs(\/|$)/,
    from: [
      'src/lib/files.ts',
      'src/lib/given-file.ts',
      'src/lib/log-file.ts',
      'src/lib/replace-file.ts',
      'src/lib/cache-file.ts',
      'src/lib/digests.ts',
      'src/lib/own-folder.ts',
      'sandbox',
    ],
    because: 'only lib/files.ts touches the disk',
  },
  {packages: /^@azure\//, from: ['src/lib/azure'], because: 'only lib/azure imports @azure/*'},
  {packages: /^@oclif\//, from: ['src/commands', 'src'], because: 'only the command line imports @oclif/*'},
]

const sandboxCommand = 'src/commands/sandbox.ts'

/** No folder holds more files than a person takes in at a glance. */
export const mostFiles = 20

const isIn = (room: string, path: string): boolean => path === room || path.startsWith(`${room}/`)
const isOurs = (path: string): boolean => path.endsWith('.ts')

function roomOf(path: string): string | undefined {
  return floors
    .flat()
    .filter(room => isIn(room, path))
    .toSorted((a, b) => b.length - a.length)[0]
}

const floorOf = (room: string): number => floors.findIndex(rooms => rooms.includes(room))

/** Why an import is forbidden; undefined when it is not. */
export function forbidden({from, to}: Import): string | undefined {
  const room = roomOf(from)
  if (room === undefined || (room === 'src' && isIn('src/lib', from))) return `${from} is in no room`
  if (!isOurs(to)) return doors.find(door => door.packages.test(to) && !door.from.includes(room))?.because
  const other = roomOf(to)
  if (other === undefined) return `${to} is in no room`
  if (other === room) return room === 'src/commands' ? 'commands do not import one another' : undefined
  if (room === 'sandbox') return 'the sandbox shares nothing with what it tests'
  if (other === 'sandbox') return from === sandboxCommand ? undefined : 'only its command starts the sandbox'
  return floorOf(other) > floorOf(room) ? undefined : `${other} is no floor below ${room}`
}
