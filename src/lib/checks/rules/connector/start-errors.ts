import {startFlags} from './start-flags.ts'
import {startIdentityFound} from './start-identity-found.ts'
import {startIdentity} from './start-identity.ts'
import {startNetworkName} from './start-network-name.ts'
import {startPanic} from './start-panic.ts'
import {startRegion} from './start-region.ts'
import {startRights} from './start-rights.ts'
import {startRouteTable} from './start-route-table.ts'
import {startSignIn} from './start-sign-in.ts'
import {startSubnetFree} from './start-subnet-free.ts'
import {startSubnetPrefix} from './start-subnet-prefix.ts'

/** Why a connector does not start, as its log tells. */
export const startErrors = [
  startFlags,
  startIdentity,
  startIdentityFound,
  startSignIn,
  startRights,
  startRegion,
  startNetworkName,
  startSubnetPrefix,
  startRouteTable,
  startSubnetFree,
  startPanic,
]
