/** How long ago a time was, as kubectl writes it: `45s`, `3m20s`, `5h`, `12d`. */
export function age(time: string | undefined, now: Date = new Date()): string {
  if (time === undefined || time === '') return '<unknown>'
  return duration((now.getTime() - new Date(time).getTime()) / 1000)
}

/** The rule is that of k8s.io/apimachinery/pkg/util/duration: at most two units, the second only while it matters. */
function duration(exact: number): string {
  const seconds = Math.floor(exact)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (hours < 192) return two(days, 'd', hours % 24, 'h')
  if (days < 365 * 2) return `${days}d`
  const years = Math.floor(days / 365)
  return days < 365 * 8 ? two(years, 'y', days % 365, 'd') : `${years}y`
}

function two(large: number, largeUnit: string, little: number, littleUnit: string): string {
  return little === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${little}${littleUnit}`
}
