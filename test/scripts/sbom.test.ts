import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from '@jest/globals'
import {Ajv, type ValidateFunction} from 'ajv'
import {withNode} from '../../scripts/sbom.ts'
import {builtVkctl} from '../lifecycle/world/vkctl-package.ts'

interface Component {
  readonly name: string
  readonly group?: string
  readonly version: string
  readonly components?: readonly Component[]
}
interface Bill {
  readonly components: readonly Component[]
}

const schemas = new URL('../../node_modules/@cyclonedx/cyclonedx-library/res/schema/', import.meta.url)
const schema = (name: string) => JSON.parse(readFileSync(new URL(`${name}.SNAPSHOT.schema.json`, schemas), 'utf8')) as object

describe('the bill of materials', () => {
  let text = ''
  let notices = ''
  let validate: ValidateFunction

  beforeAll(() => {
    const built = builtVkctl()
    text = readFileSync(join(built, 'sbom.cdx.json'), 'utf8')
    notices = readFileSync(join(built, 'THIRD-PARTY-NOTICES'), 'utf8')
    const ajv = new Ajv({strict: false, validateFormats: false})
    for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
    validate = ajv.compile(schema('bom-1.6'))
  }, 60_000)

  it('names the same libraries as THIRD-PARTY-NOTICES', () => {
    const listed = (JSON.parse(text) as Bill).components.map(
      ({group, name, version}) => `${group === undefined ? name : `${group}/${name}`} ${version}`,
    )
    const noticed = [...notices.matchAll(/^-{80}\n\n(\S+ \S+) \(.+\)\n\n-{80}$/gm)].map(([, one = '']) => one)
    expect(noticed.length).toBeGreaterThan(50)
    expect(listed.toSorted()).toEqual(noticed.toSorted())
  })

  it('is CycloneDX 1.6, also with the Node.js of an executable', () => {
    const executable = withNode(text, process.versions)
    for (const bill of [text, executable]) {
      validate(JSON.parse(bill))
      expect(validate.errors).toBeNull()
    }
    const node = (JSON.parse(executable) as Bill).components.find(({name}) => name === 'node')
    expect(node?.version).toBe(process.versions.node)
    expect(node?.components?.map(({name}) => name)).toEqual(expect.arrayContaining(['v8', 'openssl', 'uv']))
  })
})
