import type {INamespace} from 'protobufjs'

type Row = readonly [id: number, type: string, rule?: 'repeated' | `map<${string}>`]

// The messages that clients send as protobuf, with the field numbers of the published generated.proto files of k8s.io/api and
// k8s.io/apimachinery v0.36.
const messages: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  Unknown: {typeMeta: [1, 'TypeMeta'], raw: [2, 'bytes'], contentEncoding: [3, 'string'], contentType: [4, 'string']},
  TypeMeta: {apiVersion: [1, 'string'], kind: [2, 'string']},
  Time: {seconds: [1, 'int64'], nanos: [2, 'int32']},
  MicroTime: {seconds: [1, 'int64'], nanos: [2, 'int32']},
  FieldsV1: {Raw: [1, 'bytes']},
  OwnerReference: {
    kind: [1, 'string'],
    name: [3, 'string'],
    uid: [4, 'string'],
    apiVersion: [5, 'string'],
    controller: [6, 'bool'],
    blockOwnerDeletion: [7, 'bool'],
  },
  ManagedFieldsEntry: {
    manager: [1, 'string'],
    operation: [2, 'string'],
    apiVersion: [3, 'string'],
    time: [4, 'Time'],
    fieldsType: [6, 'string'],
    fieldsV1: [7, 'FieldsV1'],
    subresource: [8, 'string'],
  },
  ObjectMeta: {
    name: [1, 'string'],
    generateName: [2, 'string'],
    namespace: [3, 'string'],
    selfLink: [4, 'string'],
    uid: [5, 'string'],
    resourceVersion: [6, 'string'],
    generation: [7, 'int64'],
    creationTimestamp: [8, 'Time'],
    deletionTimestamp: [9, 'Time'],
    deletionGracePeriodSeconds: [10, 'int64'],
    labels: [11, 'string', 'map<string>'],
    annotations: [12, 'string', 'map<string>'],
    ownerReferences: [13, 'OwnerReference', 'repeated'],
    finalizers: [14, 'string', 'repeated'],
    managedFields: [17, 'ManagedFieldsEntry', 'repeated'],
  },
  Secret: {
    metadata: [1, 'ObjectMeta'],
    data: [2, 'bytes', 'map<string>'],
    type: [3, 'string'],
    stringData: [4, 'string', 'map<string>'],
    immutable: [5, 'bool'],
  },
  ConfigMap: {
    metadata: [1, 'ObjectMeta'],
    data: [2, 'string', 'map<string>'],
    binaryData: [3, 'bytes', 'map<string>'],
    immutable: [4, 'bool'],
  },
  Namespace: {metadata: [1, 'ObjectMeta'], spec: [2, 'NamespaceSpec'], status: [3, 'NamespaceStatus']},
  NamespaceSpec: {finalizers: [1, 'string', 'repeated']},
  NamespaceStatus: {phase: [1, 'string']},
  ObjectReference: {
    kind: [1, 'string'],
    namespace: [2, 'string'],
    name: [3, 'string'],
    uid: [4, 'string'],
    apiVersion: [5, 'string'],
    resourceVersion: [6, 'string'],
    fieldPath: [7, 'string'],
  },
  Binding: {metadata: [1, 'ObjectMeta'], target: [2, 'ObjectReference']},
  Preconditions: {uid: [1, 'string'], resourceVersion: [2, 'string']},
  DeleteOptions: {
    gracePeriodSeconds: [1, 'int64'],
    preconditions: [2, 'Preconditions'],
    orphanDependents: [3, 'bool'],
    propagationPolicy: [4, 'string'],
    dryRun: [5, 'string', 'repeated'],
    ignoreStoreReadErrorWithClusterBreakingPotential: [6, 'bool'],
  },
  Eviction: {metadata: [1, 'ObjectMeta'], deleteOptions: [2, 'DeleteOptions']},
  Lease: {metadata: [1, 'ObjectMeta'], spec: [2, 'LeaseSpec']},
  LeaseSpec: {
    holderIdentity: [1, 'string'],
    leaseDurationSeconds: [2, 'int32'],
    acquireTime: [3, 'MicroTime'],
    renewTime: [4, 'MicroTime'],
    leaseTransitions: [5, 'int32'],
    strategy: [6, 'string'],
    preferredHolder: [7, 'string'],
  },
  ResourceAttributes: {
    namespace: [1, 'string'],
    verb: [2, 'string'],
    group: [3, 'string'],
    version: [4, 'string'],
    resource: [5, 'string'],
    subresource: [6, 'string'],
    name: [7, 'string'],
  },
  NonResourceAttributes: {path: [1, 'string'], verb: [2, 'string']},
  SelfSubjectAccessReview: {metadata: [1, 'ObjectMeta'], spec: [2, 'SelfSubjectAccessReviewSpec']},
  SelfSubjectAccessReviewSpec: {resourceAttributes: [1, 'ResourceAttributes'], nonResourceAttributes: [2, 'NonResourceAttributes']},
  ExtraValue: {items: [1, 'string', 'repeated']},
  SubjectAccessReview: {metadata: [1, 'ObjectMeta'], spec: [2, 'SubjectAccessReviewSpec']},
  LocalSubjectAccessReview: {metadata: [1, 'ObjectMeta'], spec: [2, 'SubjectAccessReviewSpec']},
  SubjectAccessReviewSpec: {
    resourceAttributes: [1, 'ResourceAttributes'],
    nonResourceAttributes: [2, 'NonResourceAttributes'],
    user: [3, 'string'],
    groups: [4, 'string', 'repeated'],
    extra: [5, 'ExtraValue', 'map<string>'],
    uid: [6, 'string'],
  },
  SelfSubjectRulesReview: {metadata: [1, 'ObjectMeta'], spec: [2, 'SelfSubjectRulesReviewSpec']},
  SelfSubjectRulesReviewSpec: {namespace: [1, 'string']},
  SelfSubjectReview: {metadata: [1, 'ObjectMeta']},
  TokenReview: {metadata: [1, 'ObjectMeta'], spec: [2, 'TokenReviewSpec']},
  TokenReviewSpec: {token: [1, 'string'], audiences: [2, 'string', 'repeated']},
  BoundObjectReference: {kind: [1, 'string'], apiVersion: [2, 'string'], name: [3, 'string'], uid: [4, 'string']},
  TokenRequest: {metadata: [1, 'ObjectMeta'], spec: [2, 'TokenRequestSpec']},
  TokenRequestSpec: {audiences: [1, 'string', 'repeated'], boundObjectRef: [3, 'BoundObjectReference'], expirationSeconds: [4, 'int64']},
}

/** The messages as protobufjs reads them. */
export function messageDefinitions(): INamespace {
  return {
    nested: Object.fromEntries(
      Object.entries(messages).map(([name, fields]) => [
        name,
        {
          fields: Object.fromEntries(
            Object.entries(fields).map(([field, [id, type, rule]]) => {
              if (rule?.startsWith('map<') === true) return [field, {id, type, keyType: 'string'}]
              return [field, {id, type, ...(rule === 'repeated' ? {rule} : {})}]
            }),
          ),
        },
      ]),
    ),
  }
}
