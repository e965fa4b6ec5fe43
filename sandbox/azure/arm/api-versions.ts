import {ArmError} from './arm-error.ts'

/** Versions of ARM's own API: subscriptions, resource groups, providers. */
export const resourcesVersions = [
  '2016-06-01',
  '2016-09-01',
  '2018-05-01',
  '2019-06-01',
  '2019-10-01',
  '2019-11-01',
  '2020-01-01',
  '2020-06-01',
  '2020-10-01',
  '2021-01-01',
  '2021-04-01',
  '2022-09-01',
  '2022-12-01',
  '2023-07-01',
  '2024-03-01',
  '2024-07-01',
  '2024-11-01',
  '2025-03-01',
  '2025-04-01',
] as const

export const authorizationVersions = [
  '2015-07-01',
  '2018-01-01-preview',
  '2018-07-01',
  '2020-04-01-preview',
  '2020-10-01-preview',
  '2022-04-01',
  '2022-05-01-preview',
] as const

export const locksVersions = ['2016-09-01', '2020-05-01'] as const

export const containerServiceVersions = [
  '2025-07-02-preview',
  '2026-05-02-preview',
  '2020-11-01',
  '2021-05-01',
  '2021-10-01',
  '2022-03-01',
  '2022-04-01',
  '2022-11-01',
  '2023-01-01',
  '2023-05-01',
  '2023-11-01',
  '2024-02-01',
  '2024-05-01',
  '2024-09-01',
  '2024-10-01',
  '2025-01-01',
  '2025-02-01',
  '2025-05-01',
  '2025-08-01',
  '2025-10-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-01',
  '2026-06-01',
] as const

/** azure-aci v1.6.4 uses `2022-10-01-preview`, and @azure/arm-containerinstance 9 uses `2023-05-01`. */
export const containerInstanceVersions = [
  '2018-10-01',
  '2019-12-01',
  '2021-03-01',
  '2021-07-01',
  '2021-09-01',
  '2021-10-01',
  '2022-09-01',
  '2022-10-01-preview',
  '2023-05-01',
  '2024-05-01-preview',
  '2024-11-01-preview',
  '2025-09-01',
] as const

/** azure-aci v1.6.4 uses `2022-07-01`. */
export const networkVersions = [
  '2019-11-01',
  '2020-11-01',
  '2021-08-01',
  '2022-07-01',
  '2022-11-01',
  '2023-04-01',
  '2023-09-01',
  '2023-11-01',
  '2024-01-01',
  '2024-03-01',
  '2024-05-01',
  '2024-07-01',
  '2024-10-01',
  '2025-01-01',
  '2025-03-01',
  '2025-05-01',
  '2025-07-01',
] as const

export const managedIdentityVersions = [
  '2015-08-31-preview',
  '2018-11-30',
  '2021-09-30-preview',
  '2022-01-31-preview',
  '2023-01-31',
  '2023-07-31-preview',
  '2024-11-30',
  '2025-01-31-preview',
  '2025-05-31-preview',
] as const

/** Refuses an api-version that the type does not have, as ARM does for its own types and for those of a resource provider. */
export function checkApiVersion(asked: string, supported: readonly string[], type: string | undefined): void {
  if (supported.includes(asked)) return
  if (type === undefined) {
    throw new ArmError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${asked}' is invalid. The supported versions are '${supported.toReversed().join(',')}'.`,
    )
  }
  throw new ArmError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for API version '${asked}' and type '${type}'. The supported api-versions are '${supported.join(', ')}'.`,
  )
}
