import {execFileSync} from 'node:child_process'
import {globSync, readFileSync, writeFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import protobuf from 'protobufjs'
import {resources} from '../sandbox/kubernetes/resources/catalogue.ts'

// Writes sandbox/kubernetes/protobuf/messages.json: how Kubernetes writes objects as protobuf. The numbers of the fields come from the published
// generated.proto files of k8s.io/api and k8s.io/apimachinery; what JSON makes of them comes from the tags in types.go beside them.
// Needs Go: go mod download k8s.io/api@v0.36.3 k8s.io/apimachinery@v0.36.3

const version = 'v0.36.3'
const cache = execFileSync('go', ['env', 'GOMODCACHE'], {encoding: 'utf8'}).trim()
const modules = ['api', 'apimachinery'].map(name => join(cache, 'k8s.io', `${name}@${version}`))
const files = modules.flatMap(module => globSync(join(module, '**/generated.proto')))

const root = new protobuf.Root()
for (const file of files) protobuf.parse(readFileSync(file, 'utf8'), root, {keepCase: true, alternateCommentMode: false})

interface Tag {
  /** The fields of the struct stand in the struct around it. */
  readonly inline?: true
  /** JSON leaves out the zero value, which protobuf always has. */
  readonly omitempty?: true
}

/** The tags of all fields of the structs in a package, by `Struct.protobufName`. */
function tagsIn(folder: string): ReadonlyMap<string, Tag> {
  const tags = new Map<string, Tag>()
  for (const file of globSync(join(folder, '*types*.go'))) {
    let struct = ''
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      struct = /^type (\w+) struct/.exec(line)?.[1] ?? struct
      const [, type = '', json = '', name] = /^\s+(?:\w+\s+)?(\S+)\s+`json:"([^"]*)" protobuf:"[^"]*name=(\w+)[^"]*"/.exec(line) ?? []
      if (name === undefined) continue
      const inline = json.startsWith(',inline')
      const omitempty = json.includes('omitempty') && !/^[*[]|^map\[/.test(type)
      tags.set(`${struct}.${name}`, {...(inline && {inline}), ...(omitempty && {omitempty})})
    }
  }
  return tags
}

const used = new Set<protobuf.Type>()

function use(type: protobuf.Type): void {
  if (used.has(type)) return
  used.add(type)
  for (const field of type.fieldsArray) {
    const {resolvedType} = field.resolve()
    if (resolvedType instanceof protobuf.Type) use(resolvedType)
  }
}

const envelope = ['Unknown', 'TypeMeta'].map(name => root.lookupType(`k8s.io.apimachinery.pkg.runtime.${name}`))
const wanted = [
  ...resources().flatMap(({group, version: of, kind, subresources}) => [
    {group, of, kind},
    ...subresources.map(one => ({group: one.group ?? group, of: one.version ?? of, kind: one.kind})),
  ]),
  {group: 'meta.k8s.io', of: 'v1', kind: 'DeleteOptions'},
]
for (const {group, of, kind} of wanted) {
  const folder = group === '' ? 'core' : (group.split('.')[0] ?? '')
  const name = group === 'meta.k8s.io' ? `k8s.io.apimachinery.pkg.apis.meta.${of}.${kind}` : `k8s.io.api.${folder}.${of}.${kind}`
  try {
    use(root.lookupType(name))
  } catch {
    process.stderr.write(`There is no message ${name}.\n`)
  }
}
envelope.forEach(use)

const tagsOf = new Map(files.map(file => [/^package (.*);$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '', tagsIn(dirname(file))]))
const compact = Object.fromEntries(
  [...used]
    .map(type => {
      const path = type.fullName.slice(1)
      const tags = tagsOf.get(dirname(path.replaceAll('.', '/')).replaceAll('/', '.'))
      const fields = type.fieldsArray.map(field => {
        const target = field.resolvedType?.fullName.slice(1) ?? field.type
        const shape =
          field instanceof protobuf.MapField ? 'map' : field.repeated ? 'list' : tagWord(tags?.get(`${type.name}.${field.name}`))
        return [field.name, [field.id, target, ...(shape === '' ? [] : [shape])]]
      })
      return [path, Object.fromEntries(fields)] as const
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1)),
)

function tagWord({inline, omitempty}: Tag = {}): string {
  if (inline === true) return 'inline'
  return omitempty === true ? 'omitempty' : ''
}

const target = new URL('../sandbox/kubernetes/protobuf/messages.json', import.meta.url)
writeFileSync(
  target,
  `{\n${Object.entries(compact)
    .map(([name, fields]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fields)}`)
    .join(',\n')}\n}\n`,
)
process.stdout.write(`${basename(target.pathname)} describes ${used.size} messages.\n`)
