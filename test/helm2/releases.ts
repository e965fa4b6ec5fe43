import {spawnSync} from 'node:child_process'
import type {Cluster} from './cluster.ts'
import type {CommandLine} from './command-line.ts'
import {deleteRecords, readRecords, writeRecord, type Record2} from './records.ts'

const helm3 = process.env['HELM2_RENDERER'] ?? 'helm'

/** The engine that renders is that of a Helm 3: the template language has not changed in what the chart uses. */
function render(args: readonly string[], input?: string): string {
  const {status, stdout, stderr} = spawnSync(helm3, args, {input, encoding: 'utf8'})
  if (status !== 0) throw new Error(stderr.replace(/^Error: /, '').trim())
  return stdout
}

function chartField(chart: string, field: string): string {
  return new RegExp(`^${field}: "?([^"\\n]+)`, 'm').exec(render(['show', 'chart', chart]))?.[1] ?? ''
}

function latest(cluster: Cluster, name: string): Record2 | undefined {
  return readRecords(cluster, name).at(-1)
}

function existing(cluster: Cluster, name: string): Record2 {
  const record = latest(cluster, name)
  if (record === undefined) throw new Error(`release: "${name}" not found`)
  return record
}

function stamp(): string {
  const [weekday, month, day, year, time] = new Date().toString().split(' ')
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`
}

export function upgrade(cluster: Cluster, {positionals: [name = '', chart = ''], flags}: CommandLine, input: string): string {
  if (!flags.has('--install') || flags.get('-f') !== '-') throw new Error('this stand-in knows upgrade with --install and -f - only')
  const before = latest(cluster, name)
  if (before?.status.startsWith('PENDING') === true)
    throw new Error('UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress')
  const record = newRevision(name, chart, before, flags.get('--namespace'), input)
  try {
    cluster.apply(record.manifest)
  } catch (cause) {
    writeRecord(cluster, {...record, status: 'FAILED'})
    throw new Error(`${before === undefined ? `release ${name} failed` : 'UPGRADE FAILED'}: ${(cause as Error).message}`, {cause})
  }
  if (before !== undefined) writeRecord(cluster, {...before, status: 'SUPERSEDED'})
  writeRecord(cluster, record)
  return before === undefined
    ? `Release "${name}" does not exist. Installing it now.\nNAME:   ${name}\n`
    : `Release "${name}" has been upgraded.\n`
}

/** A release stays in the namespace of its first revision. */
function newRevision(name: string, chart: string, before: Record2 | undefined, asked: string | undefined, input: string): Record2 {
  const namespace = before?.namespace ?? asked ?? 'default'
  return {
    name,
    namespace,
    revision: (before?.revision ?? 0) + 1,
    status: 'DEPLOYED',
    chart: `${chartField(chart, 'name')}-${chartField(chart, 'version')}`,
    appVersion: chartField(chart, 'appVersion'),
    values: JSON.parse(input),
    manifest: render(['template', name, chart, '--namespace', namespace, '--values', '-'], input),
    updated: stamp(),
  }
}

export function template({positionals: [chart = ''], flags}: CommandLine, input: string): string {
  return render(
    ['template', flags.get('--name') ?? '', chart, '--namespace', flags.get('--namespace') ?? 'default', '--values', '-'],
    input,
  )
}

export function rollback(cluster: Cluster, {positionals: [name = '', revision = '']}: CommandLine): string {
  const records = readRecords(cluster, name)
  const target = records.find(record => record.revision === Number(revision))
  const last = records.at(-1)
  if (target === undefined || last === undefined) throw new Error(`release: "${name}" not found`)
  cluster.apply(target.manifest)
  for (const record of records.filter(({status}) => status === 'DEPLOYED')) writeRecord(cluster, {...record, status: 'SUPERSEDED'})
  writeRecord(cluster, {...target, revision: last.revision + 1, status: 'DEPLOYED', updated: stamp()})
  return 'Rollback was a success.\n'
}

export function remove(cluster: Cluster, {positionals: [name = ''], flags}: CommandLine): string {
  if (!flags.has('--purge')) throw new Error('this stand-in knows delete with --purge only')
  cluster.kubectl(['delete', '--ignore-not-found', '-f', '-'], existing(cluster, name).manifest)
  deleteRecords(cluster, name)
  return `release "${name}" deleted\n`
}

export function list(cluster: Cluster, {flags}: CommandLine): string {
  const names = [...new Set(readRecords(cluster).map(({name}) => name))]
  const shown = names
    .map(name => existing(cluster, name))
    .filter(
      ({namespace, status}) =>
        namespace === (flags.get('--namespace') ?? namespace) && (flags.has('--all') || status === 'DEPLOYED' || status === 'FAILED'),
    )
  if (shown.length === 0) return ''
  const rows = shown.map(({name, namespace, revision, status, chart, appVersion, updated}) => ({
    Name: name,
    Revision: revision,
    Updated: updated,
    Status: status,
    Chart: chart,
    AppVersion: appVersion,
    Namespace: namespace,
  }))
  return `${JSON.stringify({Next: '', Releases: rows})}\n`
}

export function history(cluster: Cluster, {positionals: [name = '']}: CommandLine): string {
  existing(cluster, name)
  const rows = readRecords(cluster, name).map(({revision, status, chart, updated}) => ({revision, updated, status, chart, description: ''}))
  return `${JSON.stringify(rows)}\n`
}

export function values(cluster: Cluster, {positionals: [name = '']}: CommandLine): string {
  return `${JSON.stringify(existing(cluster, name).values)}\n`
}

export function inspectChart({positionals: [chart = '']}: CommandLine): string {
  return render(['show', 'chart', chart])
}

export function fetchChart({positionals: [chart = ''], flags}: CommandLine): string {
  return render(['pull', chart, '--destination', flags.get('--destination') ?? '.'])
}
