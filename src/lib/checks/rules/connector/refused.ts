import type {AccessReview} from '../../connector-values.ts'

/** The rights that are not granted, as a list for people; empty when all are. */
export function refusedOf(reviews: readonly AccessReview[]): string {
  return reviews
    .filter(({allowed}) => !allowed)
    .map(({verb, resource, namespace}) => `${verb} ${resource}${namespace === undefined ? '' : ` in ${namespace}`}`)
    .join(', ')
}
