import {allowances, type Allowance} from '../../../src/lib/connector/drift/replacement.ts'

/** What the sweep lets differ, with the reason: what vkctl itself leaves to others, and what is not the connector's to keep. */
interface MayDiffer {
  readonly object: RegExp
  readonly path: RegExp
  readonly because: string
  /** The object need not be as before after the install, but validate has to find the change. */
  readonly found?: true
  /** The install may refuse to run until a person decides, and validate says so. */
  readonly refused?: true
}

const further: readonly MayDiffer[] = [
  {
    object: /^(?!Node|coordination)/,
    path: /^metadata\.annotations\["meta\.helm\.sh\/release-(name|namespace)"\]$/,
    because: 'An object that says that it belongs to another release may belong to it. Helm does not take it over, either.',
    refused: true,
  },
  {
    object: /-record$/,
    path: /^metadata\.labels(\[.*(managed-by|instance|component)"\])?$|^type$/,
    because: 'vkctl does not believe a record without its labels.',
    refused: true,
  },
  {
    object: /^Node /,
    path: /^metadata\.annotations/,
    because: 'The connector writes its own annotations every minute; those of others do not matter to it.',
  },
  {object: /^Node /, path: /^metadata\.labels(\.added)?$/, because: 'Nodes are for everybody to label.'},
  {
    object: /^Node /,
    path: /^metadata\.labels(\.|\[).*(hostname|exclude-balancer|managed|exclude-from-external-load-balancers)/,
    because: 'The connector writes its labels again with the status of the node, every minute.',
  },
  {object: /^Node /, path: /^metadata\.finalizers|^spec\.(podCIDR|providerID)/, because: 'Other controllers of the cluster write it.'},
  {
    object: /^coordination\.k8s\.io\/Lease /,
    path: /^$|^metadata|^spec/,
    because: 'The connector writes its lease again every ten seconds.',
  },
  {
    object: /-record$/,
    path: /^data(\["record\.json"\])?$/,
    because: 'vkctl does not believe a record that is not whole. The sweep of forged records is about its content.',
    refused: true,
  },
  {
    object: /^Secret /,
    path: /^data\["tls\.(crt|key)"\]$/,
    because: 'Nobody has the old key pair any more, so the connector gets a new one.',
    found: true,
  },
]

function textOf([first = '', ...rest]: readonly string[]): string {
  return rest.reduce((text, field) => (/^[\w-]+$/.test(field) ? `${text}.${field}` : `${text}[${JSON.stringify(field)}]`), first)
}

export interface May {
  readonly because: string
  readonly found: boolean
  readonly refused: boolean
}

/** Why a field of an object may differ; undefined if it must not. */
export function whyMayDiffer(object: string, path: string): May | undefined {
  const isMeant = ({kind, path: fields}: Allowance): boolean => {
    const text = textOf(fields)
    return (kind === undefined || object.split(' ')[0]?.endsWith(kind) === true) && path.startsWith(text)
  }
  const own = allowances.find(isMeant)
  if (own !== undefined) return {because: own.because, found: false, refused: false}
  const other = further.find(one => one.object.test(object) && one.path.test(path))
  return other && {because: other.because, found: other.found === true || other.refused === true, refused: other.refused === true}
}
