import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {createAuthority, type Authority} from '../../sandbox/authority.ts'
import {ClusterClient} from '../../sandbox/client/cluster-client.ts'
import {buildControlPlane} from './control-plane/build.ts'
import {apiServerFlags, clientFlags, controllerManagerFlags, etcdFlags, toArguments, type Flags} from './control-plane/flags.ts'
import {makeKeyFiles} from './control-plane/key-files.ts'
import {freePorts} from './control-plane/ports.ts'
import {startProgram, type StartedProgram} from './control-plane/program.ts'

export interface ControlPlane {
  readonly url: string
  /** PEM of the CA that signed the server's certificate; it is the client CA too. */
  readonly caCertificate: string
  /** A token of the group system:masters. */
  readonly adminToken: string
  /** Issues certificates by the cluster's CA, as a node needs one. */
  readonly authority: Authority
  /** A token of a service account that exists. */
  issueToken(serviceAccount: {readonly namespace: string; readonly name: string}): Promise<string>
  /** Ends the API server and nothing else; what it stored stays. */
  stopApiServer(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts it again where it was. Settles when it answers. */
  startApiServer(): Promise<void>
  close(): Promise<void>
}

export interface ControlPlaneOptions {
  /** Also the controller manager and the scheduler; default true. */
  readonly controllers?: boolean
  /** Of the API server; default any free port. */
  readonly port?: number
  readonly controllerManagerArguments?: readonly string[]
}

async function untilReady(client: ClusterClient, program: StartedProgram): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.get('/readyz').catch((error: unknown) => {
        // It says "ok", which is no JSON.
        if (!(error instanceof SyntaxError)) throw error
      })
      await client.get('/api/v1/namespaces/kube-system')
      await client.get('/apis/rbac.authorization.k8s.io/v1/clusterroles/cluster-admin')
      return
    } catch (error) {
      if (program.ended() || attempt > 600) throw new Error(`kube-apiserver did not start: ${program.output()}`, {cause: error})
      await sleep(50)
    }
  }
}

/** Starts a real etcd and kube-apiserver (with `controllers` the rest as well) on loopback. The first call on a machine builds them. */
export async function startControlPlane({
  controllers = true,
  port,
  controllerManagerArguments = [],
}: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const binaries = await buildControlPlane()
  const folder = await mkdtemp(join(tmpdir(), 'control-plane-'))
  const file = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, content, {mode: 0o600})
    return path
  }
  const programs = new Map<string, StartedProgram>()
  const start = (name: string, flags: Flags, more: readonly string[] = []): StartedProgram => {
    const program = startProgram(join(binaries, name), [...toArguments(flags), ...more])
    programs.set(name, program)
    return program
  }
  const close = async (): Promise<void> => {
    // The store last, so that the others do not wait for it.
    for (const program of [...programs.values()].toReversed()) await program.stop()
    await rm(folder, {recursive: true, force: true})
  }

  try {
    const [store = 0, peer = 0, manager = 0, scheduler = 0, api = port ?? 0] = await freePorts(port === undefined ? 5 : 4)
    const authority = await createAuthority('control-plane-ca')
    const adminToken = randomBytes(16).toString('hex')
    const url = `https://127.0.0.1:${api}`
    const keys = await makeKeyFiles(authority, adminToken, file)
    const client = new ClusterClient({url, caCertificate: authority.certificate, token: adminToken}, 'control-plane')
    const startApiServer = (): Promise<void> => untilReady(client, start('kube-apiserver', apiServerFlags(keys, {own: api, etcd: store})))

    start('etcd', etcdFlags(join(folder, 'etcd'), {client: store, peer}))
    await startApiServer()
    if (controllers) {
      const kubeconfig = await file(
        'kubeconfig',
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Config',
          'current-context': 'c',
          clusters: [{name: 'c', cluster: {server: url, 'certificate-authority': keys.ca}}],
          users: [{name: 'c', user: {token: adminToken}}],
          contexts: [{name: 'c', context: {cluster: 'c', user: 'c'}}],
        }),
      )
      start('kube-controller-manager', {...clientFlags(kubeconfig, manager), ...controllerManagerFlags(keys)}, controllerManagerArguments)
      start('kube-scheduler', clientFlags(kubeconfig, scheduler))
    }
    return {
      url,
      caCertificate: authority.certificate,
      adminToken,
      authority,
      async issueToken({namespace, name}) {
        const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`
        const review = await client.create<{status?: {token: string}}>(path, {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: {},
        } as object)
        return review.status?.token ?? ''
      },
      startApiServer,
      stopApiServer: async signal => programs.get('kube-apiserver')?.stop(signal),
      async close() {
        client.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

if (process.argv[1] === import.meta.filename) {
  const plane = await startControlPlane()
  console.log(JSON.stringify({url: plane.url, caCertificate: plane.caCertificate, adminToken: plane.adminToken}))
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await plane.close()
}
