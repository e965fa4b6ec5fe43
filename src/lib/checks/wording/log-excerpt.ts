/** What Go logs for each probe of a port with TLS: the kubelet connects, and closes the connection without a word. */
const probe = /http: TLS handshake error from \S+: (?:EOF|.*connection reset by peer)\s*$/

/** Lines of logrus, of klog and of Go itself that report trouble. */
const trouble = /\blevel=(?:warning|error|fatal|panic)\b|^[WEF]\d{4} |^panic: |^Error: /

/** The time at the start of a line of logrus, klog or Go. */
const time = /^(?:time="[^"]*" |[IWEF]\d{4} [\d:.]+ +\d+ |[\d/]+ [\d:.]+ )/

/** A log without the lines that the probes of Kubernetes cause. */
export function withoutProbes(log: string): string {
  return log
    .split('\n')
    .filter(line => !probe.test(line))
    .join('\n')
}

/**
 * The last lines of a log that matter, at most `count`, each once with the number of times, the stack of a panic shortened to one line. If lines report
 * trouble, only those.
 */
export function logExcerpt(log: string, count: number): readonly string[] {
  const lines = withoutStacks(withoutProbes(log).split('\n')).filter(line => line.trim() !== '')
  const reports = lines.filter(line => trouble.test(line))
  const chosen = reports.length > 0 ? reports : lines
  const byText = Map.groupBy(chosen, line => line.replace(time, ''))
  const last = [...byText.values()].toSorted((one, other) => chosen.lastIndexOf(one.at(-1) ?? '') - chosen.lastIndexOf(other.at(-1) ?? ''))
  return last.slice(-count).map(same => `${same.at(-1)}${same.length > 1 ? ` (${same.length} times)` : ''}`)
}

/** A function of a stack, and its place in the source: two lines, the second one begins with a tab. */
const frame = /^(?:created by )?[\w./*()-]+(?:\(.*\)| in goroutine \d+)$/
const ours = /azure-aci|^main\./

/** Puts the first frame of the provider behind the panic, and leaves out the rest of its stack. */
function withoutStacks(lines: readonly string[]): readonly string[] {
  const kept: string[] = []
  let panic: number | undefined
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('panic: ')) panic = kept.push(line) - 1
    else if (panic === undefined) kept.push(line)
    else if (line.startsWith('\t')) {
      const place = /([^/]+\/[^/]+:\d+)/.exec(line)?.[1]
      if (place !== undefined && ours.test(lines[index - 1] ?? '') && !kept[panic]?.endsWith(')')) kept[panic] += ` (${place})`
    } else if (!/^(?:\[signal |goroutine |\s*$)/.test(line) && !frame.test(line)) {
      panic = undefined
      kept.push(line)
    }
  }
  return kept
}
