import {Enums, Models, Serialize, Spec} from '@cyclonedx/cyclonedx-library'
import type {Library} from './third-party-notices.ts'

/** What package.json says about vkctl. */
export interface Subject {
  readonly version: string
  readonly description: string
  readonly license: string
}

/**
 * The software bill of materials of vkctl, as CycloneDX JSON: the libraries in its bundle. Has no time and no number of its own, so that the same
 * libraries give the same text.
 */
export function billOfMaterials({version, description, license}: Subject, libraries: readonly Library[]): string {
  const bom = new Models.Bom()
  const root = new Models.Component(Enums.ComponentType.Application, 'vkctl', {bomRef: `vkctl@${version}`, version, description})
  root.licenses.add(new Models.LicenseExpression(license))
  bom.metadata.component = root
  for (const component of libraries.map(fromLibrary)) {
    bom.components.add(component)
    root.dependencies.add(component.bomRef)
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)
  return `${new Serialize.JsonSerializer(factory).serialize(bom, {sortLists: true, space: 2})}\n`
}

function fromLibrary({name, version, license}: Library): Models.Component {
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
  const [, group, bare = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? []
  const options = {bomRef: purl, version, purl, ...(group !== undefined && {group})}
  const component = new Models.Component(Enums.ComponentType.Library, bare, options)
  component.licenses.add(new Models.LicenseExpression(license))
  return component
}

/** Numbers of interfaces, not of software. */
const notSoftware = new Set(['node', 'modules', 'napi'])

interface Bill {
  readonly metadata: {readonly component: {readonly 'bom-ref': string}}
  readonly components: readonly object[]
  readonly dependencies: readonly {readonly ref: string; readonly dependsOn?: readonly string[]}[]
}

/** The bill of an executable: that of the package, and Node.js with what it is built from, as `process.versions` says it. */
export function withNode(text: string, {node, ...versions}: NodeJS.ProcessVersions): string {
  const bill = JSON.parse(text) as Bill
  const ref = `pkg:generic/node@${node}`
  const parts = Object.entries(versions)
    .filter(([name]) => !notSoftware.has(name))
    .map(([name, version]) => ({type: 'library', name, version, 'bom-ref': `${ref}#${name}`}))
  const component = {type: 'platform', name: 'node', version: node, 'bom-ref': ref, purl: ref, components: parts}
  const {'bom-ref': root} = bill.metadata.component
  const dependencies = bill.dependencies.map(one => (one.ref === root ? {...one, dependsOn: [...(one.dependsOn ?? []), ref]} : one))
  return `${JSON.stringify({...bill, components: [...bill.components, component], dependencies: [...dependencies, {ref}]}, undefined, 2)}\n`
}
