import type {Validation} from '../../lib/connector/validation/validate.ts'
import {renderTable} from '../../lib/output/table.ts'
import {smokeColumns} from '../../validate-flags/smoke-flags.ts'
import type {Layout} from './layout.ts'
import {manifestRows} from '../manifest-rows.ts'
import {findingsReport} from './report.ts'
import {connectorLines, workloadLines} from './well-lines.ts'

/** The rows of `-o table`: workloads of manifests, or the virtual nodes. */
export function validationRows({connectors, findings, smoke}: Validation, isAboutManifests: boolean): readonly object[] {
  if (isAboutManifests) return manifestRows(findings)
  return connectors.map(({name, status, roles, age, version}, index) => ({
    name,
    status,
    roles,
    age,
    version,
    ...smokeColumns(smoke?.[index]),
  }))
}

/** The result for people: the times of sample pods, what is well, and the findings. */
export async function validationReport(validation: Validation, layout: Layout, isAboutManifests: boolean): Promise<string> {
  const {connectors, findings, smoke} = validation
  const well = isAboutManifests ? workloadLines(findings) : connectorLines(validation)
  const report = await findingsReport(findings, layout, well)
  if (smoke === undefined || layout.onlyErrors === true) return report
  const times = connectors.map(({name}, index) => ({node: name, ...smokeColumns(smoke[index])}))
  return `${await renderTable(times, {keepOrder: true, columns: layout.columns})}\n${report}`
}
