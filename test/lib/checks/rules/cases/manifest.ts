import type {ManifestCases} from '../manifest-case.ts'
import {manifestContainerCases} from './manifest-containers.ts'
import {manifestGroupCases} from './manifest-sizes-and-ports.ts'
import {manifestNameCases} from './manifest-names.ts'
import {manifestPlacementCases} from './manifest-placement.ts'
import {manifestVolumeCases} from './manifest-volumes.ts'

export const manifestCases: ManifestCases = {
  ...manifestPlacementCases,
  ...manifestNameCases,
  ...manifestGroupCases,
  ...manifestContainerCases,
  ...manifestVolumeCases,
}
