import {docsOf} from '../src/lib/checks/engine/finding.ts'
import type {Fate} from '../src/lib/checks/manifest/pod-fields/fate.ts'
import {fieldRows, type FieldRow} from '../src/lib/checks/manifest/pod-fields/table.ts'

const words: Readonly<Record<Fate, string>> = {
  passed: 'passed on',
  changed: 'changed',
  dropped: 'ignored',
  refused: 'refused',
  kubernetes: 'used by Kubernetes',
}

/** docs/pod-fields.md: what becomes of each field of a pod. */
export function podFieldsPage(): string {
  const rows = fieldRows()
  const parts: readonly (readonly [title: string, rows: readonly FieldRow[]])[] = [
    ['The pod', rows.filter(({path}) => !path.includes('.') || path.startsWith('securityContext'))],
    ['Containers', rows.filter(({path}) => path.startsWith('containers.'))],
    ['Init containers', rows.filter(({path}) => path.startsWith('initContainers.'))],
    ['Volumes', rows.filter(({path}) => path.startsWith('volumes.'))],
  ]
  return [
    '# Fields of a pod',
    '',
    '<!-- Made by `npm run docs` from src/lib/checks/manifest/pod-fields. -->',
    '',
    'What becomes of each field of a pod spec on a virtual node, with the provider azure-aci 1.6.4 and the API of Kubernetes 1.36. A field that is not here shares the fate of the field that it is in.',
    '',
    '- **passed on**: ACI gets it as it is.',
    '- **changed**: ACI gets it in another form.',
    '- **ignored**: ACI does not get it.',
    '- **refused**: the pod is `ProviderFailed`, or stays `Pending`.',
    '- **used by Kubernetes**: it works as on every node.',
    '',
    '`vkctl validate -f FILE` names the line of each field that is refused or makes a difference. The last column is the check that does.',
    '',
    ...parts.flatMap(([title, those]) => [
      `## ${title}`,
      '| field | fate | what happens | check |',
      '|---|---|---|---|',
      ...those.map(rowText),
      '',
    ]),
  ].join('\n')
}

function rowText({path, fate, note, check, loss}: FieldRow): string {
  const says = loss === undefined ? undefined : `${loss.so.charAt(0).toUpperCase()}${loss.so.slice(1)}.`
  const id = check ?? (loss === undefined ? undefined : 'ignored-fields')
  const link = id === undefined ? '' : `[${id}](${docsOf(id).replace('docs/', '')})`
  return `| \`${path}\` | ${words[fate]} | ${[note, says].filter(text => text !== undefined && text !== '').join(' ')} | ${link} |`
}
