/** The arguments of a sweep, for `parseArgs`. */
export const sweepOptions = {
  every: {type: 'string', default: '1'},
  from: {type: 'string', default: '0'},
  only: {type: 'string', default: ''},
  lanes: {type: 'string', default: '2'},
  report: {type: 'string'},
} as const

/** The points that the arguments of a sweep choose: each `every`-th of those whose name contains `only`, beginning with number `from`. */
export function chosen<Point extends {readonly name: string}>(
  points: readonly Point[],
  {every, from, only}: {readonly every: string; readonly from: string; readonly only: string},
): readonly Point[] {
  return points.filter(({name}) => name.includes(only)).filter((_, index) => index % Number(every) === Number(from))
}
