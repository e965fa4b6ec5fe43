/** A command of kubectl, and what it prints. */
export interface KubectlCommand {
  readonly args: string
  readonly prints: RegExp
  /** What stdin has. */
  readonly input?: string
  /** The oldest minor version of kubectl that has the command in this form; default all. */
  readonly from?: number
  /** The command is refused, with exit code 1. */
  readonly refused?: true
}

const created = (args: string, what: string, from = 20): KubectlCommand => ({
  args: `create ${args}`,
  prints: new RegExp(`^${what} created\n$`),
  from,
})
const refused = (args: string, prints: RegExp, from = 20): KubectlCommand => ({args, prints, from, refused: true})
const rbac = 'rbac.authorization.k8s.io'

/**
 * What users type to make and change objects, in an order in which it works: in an empty namespace of a cluster with the node `n1`, whose controllers run but
 * which starts no containers. Newer kubectl sends some of the objects as protobuf. KEY and CERTIFICATE are files; NS is the namespace.
 */
export const kubectlCommands: readonly KubectlCommand[] = [
  created('role reader-NS --verb=get,list --resource=pods,deployments.apps --resource-name=a', `role\\.${rbac}/reader-NS`),
  created('clusterrole reader-NS --verb=get --non-resource-url=/healthz', `clusterrole\\.${rbac}/reader-NS`),
  created('clusterrole all-NS --aggregation-rule=a=b', `clusterrole\\.${rbac}/all-NS`),
  created('rolebinding reader --role=reader-NS --serviceaccount=NS:default --user=jane --group=devs', `rolebinding\\.${rbac}/reader`),
  created('clusterrolebinding reader-NS --clusterrole=view --user=jane', `clusterrolebinding\\.${rbac}/reader-NS`),
  created('deployment web --image=nginx:1 --replicas=2 --port=80', 'deployment\\.apps/web'),
  created('job once --image=busybox -- sh -c true', 'job\\.batch/once'),
  created('cronjob nightly --image=busybox --schedule=@daily --restart=Never', 'cronjob\\.batch/nightly', 21),
  created('job by-hand --from=cronjob/nightly', 'job\\.batch/by-hand', 21),
  created('configmap settings --from-literal=a=b --from-file=KEY', 'configmap/settings'),
  created('secret generic plain --from-literal=a=b --type=example.com/x', 'secret/plain'),
  created('secret tls pair --cert=CERTIFICATE --key=KEY', 'secret/pair'),
  created('secret docker-registry pull --docker-server=r.example.com --docker-username=u --docker-password=p', 'secret/pull'),
  created('serviceaccount robot', 'serviceaccount/robot'),
  created('service clusterip inside --tcp=80:8080', 'service/inside'),
  created('service clusterip headless --clusterip=None', 'service/headless'),
  created('service nodeport port --tcp=80', 'service/port'),
  created('service loadbalancer balanced --tcp=443', 'service/balanced'),
  created('service externalname outside --external-name=example.com', 'service/outside'),
  created('namespace NS-more', 'namespace/NS-more'),
  created('quota small --hard=pods=10,requests.cpu=4', 'resourcequota/small'),
  created('poddisruptionbudget one --selector=app=web --min-available=50%', 'poddisruptionbudget\\.policy/one', 22),
  created('priorityclass urgent-NS --value=1000 --description=d', 'priorityclass\\.scheduling\\.k8s\\.io/urgent-NS'),
  created('ingress site --rule=example.com/path*=inside:80,tls=pair --class=nginx', 'ingress\\.networking\\.k8s\\.io/site'),
  {args: 'create token robot --duration=1h', prints: /^ey[\w-]+\.[\w-]+\.[\w-]+\s*$/, from: 24},
  {
    args: 'create -f -',
    input: '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"piped"},"spec":{"containers":[{"name":"a","image":"a"}]}}',
    prints: /^pod\/piped created\n$/,
  },
  {args: 'run single --image=nginx --port=80 --env=A=B --labels=app=single', prints: /^pod\/single created\n$/},
  {args: 'expose deployment web --port=80 --target-port=http --name=front', prints: /^service\/front exposed\n$/},
  {args: 'expose pod single --port=80', prints: /^service\/single exposed\n$/},
  {args: 'autoscale deployment web --min=1 --max=5', prints: /^horizontalpodautoscaler\.autoscaling\/web autoscaled\n$/, from: 26},
  {args: 'scale deployment web --replicas=0 --current-replicas=2', prints: /^deployment\.apps\/web scaled\n$/},
  {args: 'set image deployment/web nginx=nginx:2', prints: /^deployment\.apps\/web image updated\n$/},
  {args: 'set env deployment/web A=B', prints: /^deployment\.apps\/web env updated\n$/},
  {args: 'set resources deployment web --limits=cpu=200m', prints: /^deployment\.apps\/web resource requirements updated\n$/},
  {args: 'set serviceaccount deployment web robot', prints: /^deployment\.apps\/web serviceaccount updated\n$/},
  {args: 'set selector service front app=other', prints: /^service\/front selector updated\n$/},
  {args: 'label pod single tier=front', prints: /^pod\/single labeled\n$/},
  {args: 'annotate pod single note=x', prints: /^pod\/single annotated?\n$/},
  {args: 'taint node n1 maintenance=NS:NoSchedule --overwrite', prints: /^node\/n1 (tainted|modified)\n$/},
  {args: 'cordon n1', prints: /^node\/n1 cordoned\n$/},
  {args: 'drain n1 --force --ignore-daemonsets', prints: /node\/n1 (already cordoned\n(.|\n)*node\/n1 )?(drained|evicted)\n$/},
  {args: 'uncordon n1', prints: /^node\/n1 uncordoned\n$/},
  {args: 'taint node n1 maintenance-', prints: /^node\/n1 (untainted|modified)\n$/},
  {args: 'rollout restart deployment web', prints: /^deployment\.apps\/web restarted\n$/},
  {args: 'rollout status deployment web --timeout=20s', prints: /deployment "web" successfully rolled out\n$/},
  {args: 'rollout history deployment web', prints: /^deployment\.apps\/web ?\nREVISION +CHANGE-CAUSE\n(\d+ +<none>\n)+/},
  {args: 'rollout undo deployment web', prints: /^deployment\.apps\/web rolled back\n$/},
  {args: 'rollout pause deployment web', prints: /^deployment\.apps\/web paused\n$/},
  {args: 'rollout resume deployment web', prints: /^deployment\.apps\/web resumed\n$/},
  {
    args: 'get deployments,jobs,services,ingresses -o wide',
    prints: /NAME +READY(.|\n)*deployment\.apps\/web(.|\n)*job\.batch\/once(.|\n)*service\/front(.|\n)*ingress\.networking\.k8s\.io\/site/,
  },
  {args: 'get job once -o yaml', prints: /kind: Job(.|\n)*backoffLimit: 6(.|\n)*restartPolicy: Never/},
  {args: 'get cronjobs', prints: /nightly +@daily/, from: 21},
  {args: 'get hpa', prints: /web +Deployment\/web +(cpu: )?<unknown>\/80% +1 +5 +0/, from: 26},
  {args: 'get pc urgent-NS', prints: /urgent-NS +1000 +false/},
  {args: 'get all', prints: /pod\/single(.|\n)*service\/front(.|\n)*deployment\.apps\/web(.|\n)*job\.batch\/once/},
  {args: 'explain cronjob.spec.schedule', prints: /schedule\s+<string>/, from: 21},
  {args: 'explain pods.spec.containers', prints: /image\s+<string>/, from: 24},
  {args: 'explain ingress.spec.rules', prints: /http/, from: 24},
  {args: 'describe deployment web', prints: /Pod Template:(.|\n)*nginx/},
  {args: 'delete job once', prints: /^job(\.batch)? "once" deleted( from NS namespace)?\n$/},

  // What the API server refuses.
  refused('create role again-NS --verb=get', /must be specified|at least one resource/i),
  refused('create deployment web --image=nginx', /deployments\.apps "web" already exists/),
  refused('create rolebinding broken --role=reader-NS --user=a -n nowhere', /namespaces "nowhere" not found/),
  refused('create cronjob bad --image=a --schedule=often', /Invalid value: "often": expected exactly 5 fields, found 1: \[often\]/, 21),
  refused('create priorityclass system-mine --value=1', /priority class names with 'system-' prefix are reserved for system use only/),
  refused('create priorityclass too-high --value=2000000000', /maximum allowed value of a user defined priority is 1000000000/),
  refused('run vip --image=nginx --overrides={"spec":{"priorityClassName":"none"}}', /no PriorityClass with name none was found/),
  refused(
    'run modest --image=nginx --overrides={"spec":{"preemptionPolicy":"Never"}}',
    /the string value of PreemptionPolicy \(Never\) must not be provided in pod spec/,
  ),
  refused('run Upper --image=nginx', /Invalid value: "Upper": a lowercase RFC 1123 subdomain/),
  refused('scale deployment web --replicas=3 --current-replicas=7', /[Ee]xpected replicas to be 7/),
  refused('label pod single bad=x/y', /[Ii]nvalid (label )?value: /),
  {
    args: 'create -f -',
    input: '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"bad"},"spec":{"replicas":"two"}}',
    prints: /got "string", expected "integer"|unmarshal string into Go struct field DeploymentSpec\.spec\.replicas of type int32/,
    refused: true,
  },
  {
    args: 'create -f -',
    input:
      '{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"bad"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"a"}]}}}}',
    prints: /spec\.template\.spec\.restartPolicy: Required value: valid values: "OnFailure", "Never"/,
    refused: true,
  },
  {
    args: 'create -f -',
    input: '{"apiVersion":"batch/v1beta1","kind":"CronJob","metadata":{"name":"old"}}',
    prints: /no matches for kind "CronJob" in version "batch\/v1beta1"/,
    refused: true,
  },
]
