import type {Scenarios} from '../scenario.ts'
import {adoption} from './places/adoption.ts'
import {armFaults} from './arm-faults.ts'
import {changedInputs} from './changed-inputs.ts'
import {clusterAccess} from './cluster-access.ts'
import {exports} from './handover/export.ts'
import {failedUpgrades} from './failed-upgrades.ts'
import {formats} from './formats.ts'
import {halfRemoved} from './left-behind/half-removed.ts'
import {hostileRecords} from './hostile/records.ts'
import {interruptions} from './interruptions.ts'
import {mainStory} from './main-story.ts'
import {mendedEdits} from './mended-edits.ts'
import {moves} from './places/moves.ts'
import {noToken} from './starts/no-token.ts'
import {notReady} from './starts/not-ready.ts'
import {orphans} from './left-behind/orphans.ts'
import {others} from './left-behind/others.ts'
import {pairs} from './pairs.ts'
import {refusalsBeforeChange, roleless, unregistered} from './refusals.ts'
import {removal} from './removal.ts'
import {resets} from './places/resets.ts'
import {rolesInForce} from './places/roles-in-force.ts'
import {rotation} from './places/rotation.ts'
import {secretKeeping} from './secret-keeping.ts'
import {signIn} from './sign-in.ts'
import {smoke} from './pods/smoke.ts'
import {stuckReleases} from './stuck-releases.ts'
import {twoRuns} from './two-runs.ts'
import {upstreamChart} from './upstream-chart.ts'
import {unfitCluster} from './unfit/cluster.ts'
import {vnet} from './vnet.ts'
import {why} from './pods/why.ts'
import {wrongClock} from './hostile/wrong-clock.ts'

/** Groups in which Helm writes, reads back or is cut short: they run with every Helm. */
export const withEveryHelm: readonly Scenarios[] = [
  mainStory,
  pairs,
  changedInputs,
  mendedEdits,
  secretKeeping,
  notReady,
  failedUpgrades,
  stuckReleases,
  interruptions,
  removal,
  upstreamChart,
  exports,
  adoption,
]

/** Groups that end before Helm has anything to do, or in which it does what it does everywhere. */
export const withOneHelm: readonly Scenarios[] = [
  noToken,
  refusalsBeforeChange,
  unregistered,
  roleless,
  signIn,
  armFaults,
  clusterAccess,
  formats,
  twoRuns,
  vnet,
  unfitCluster,
  moves,
  resets,
  rolesInForce,
  rotation,
  orphans,
  halfRemoved,
  others,
  smoke,
  hostileRecords,
  why,
  wrongClock,
]
