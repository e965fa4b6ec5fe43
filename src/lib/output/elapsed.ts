/** How long something took, for people: `41 s`, `2 min 5 s` or `1 h 3 min`; at least a second. */
export function inWords(ms: number): string {
  const total = Math.max(1, Math.round(ms / 1000))
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60]
  if (hours > 0) return `${hours} h${minutes === 0 ? '' : ` ${minutes} min`}`
  if (minutes > 0) return `${minutes} min${seconds === 0 ? '' : ` ${seconds} s`}`
  return `${seconds} s`
}
