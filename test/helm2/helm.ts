#!/usr/bin/env node
// Stands in for Helm 2.17, whose binaries are no longer to be had in any package: its command lines, outputs and exit codes, and nothing
// else. Tiller's work is done by kubectl (HELM2_KUBECTL), rendering by a Helm 3 (HELM2_RENDERER).
import {existsSync, readFileSync} from 'node:fs'
import {Cluster} from './cluster.ts'
import {readCommandLine, type CommandLine} from './command-line.ts'
import {fetchChart, history, inspectChart, list, remove, rollback, template, upgrade, values} from './releases.ts'
import {init} from './tiller.ts'

function answer(line: CommandLine): string {
  const {command, flags} = line
  if (command === 'inspect chart') return inspectChart(line)
  if (command === 'fetch') return fetchChart(line)
  if (command === 'template') return template(line, readFileSync(0, 'utf8'))
  const kubeconfig = flags.get('--kubeconfig')
  if (kubeconfig !== undefined && !existsSync(kubeconfig))
    throw new Error(`could not get Kubernetes config for context "": stat ${kubeconfig}: no such file or directory`)
  const cluster = new Cluster(flags)
  if (command === 'init') return init(cluster, line)
  cluster.requireTiller()
  if (command === 'version') return 'Server: v2.17.0+ga690bad\n'
  if (!flags.has('--tiller-connection-timeout'))
    throw new Error('the stand-in wants --tiller-connection-timeout: the default of 300 s is a trap')
  if (command === 'ls') return list(cluster, line)
  if (command === 'upgrade') return upgrade(cluster, line, readFileSync(0, 'utf8'))
  if (command === 'delete') return remove(cluster, line)
  if (command === 'rollback') return rollback(cluster, line)
  return command === 'history' ? history(cluster, line) : values(cluster, line)
}

try {
  const line = readCommandLine(process.argv.slice(2))
  if (line.command === 'version')
    process.stdout.write(
      line.flags.has('--short')
        ? 'Client: v2.17.0+ga690bad\n'
        : 'Client: &version.Version{SemVer:"v2.17.0", GitCommit:"a690bad", GitTreeState:"clean"}\n',
    )
  if (line.command !== 'version' || !line.flags.has('--client')) process.stdout.write(answer(line))
} catch (error) {
  process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
