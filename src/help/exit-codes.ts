/** The exit codes in short; the README describes them (Output and exit codes). */
export const exitCodes: readonly {readonly code: string; readonly meaning: string}[] = [
  {code: '0', meaning: 'done: the state is as you asked'},
  {code: '1', meaning: 'failed for another reason'},
  {code: '2', meaning: 'wrong usage; nothing was changed'},
  {code: '3', meaning: 'not found: the cluster, the resource group, the connector or the pod'},
  {code: '4', meaning: 'a check found a problem'},
  {code: '5', meaning: 'timed out, or helm or kubectl did not end in time'},
  {code: '6', meaning: 'partly done: one operating system succeeded and the other failed'},
  {code: '7', meaning: 'removed, but something is left; it is listed'},
  {code: '8', meaning: 'not allowed: you are not signed in, or a permission is missing'},
  {code: '9', meaning: 'locked: another run is changing the connector'},
  {code: '10', meaning: 'a check could not run, and none found a problem'},
  {code: '130', meaning: 'interrupted (143 by SIGTERM)'},
]
