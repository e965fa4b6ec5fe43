import {spawnSync} from 'node:child_process'

/** Without Go there is no control plane to test on; that must not look like a pass. */
export default function requireGo(): void {
  const {status} = spawnSync('go', ['version'], {stdio: 'ignore'})
  if (status === 0) return
  console.error(
    '\nThe tests on a real control plane need Go, which builds etcd and Kubernetes from their modules. Install it (https://go.dev/doc/install) and run again.',
  )
  process.exit(1)
}
