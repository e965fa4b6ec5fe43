import {changed, dropped, droppedAs, passed, refused, type Fates} from './fate.ts'

const unsupported = [
  'awsElasticBlockStore',
  'azureDisk',
  'cephfs',
  'cinder',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'image',
  'iscsi',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
]

const mode = dropped('Files cannot be executed.', {
  so: 'the files cannot be executed',
  remedy: 'Start them with an interpreter, such as: sh FILE',
  when: value => typeof value === 'number' && (value & 0o111) !== 0,
})
const files: Fates = {
  optional: changed('Without the object, the volume is left out, and ACI refuses its mounts.', 'empty-volumes'),
  items: droppedAs('All keys become files, named like the keys.', 'mounted-files'),
}
const projected: Fates = {
  name: passed(),
  items: changed('Only these keys become files, named like the keys.', 'mounted-files'),
  'items.key': passed('The name of the file.'),
  'items.path': droppedAs('The file is named like the key.', 'mounted-files'),
  'items.mode': mode,
  optional: changed('Without the object, its files are missing.'),
}

const under = (name: string, fates: Fates): Fates =>
  Object.fromEntries(Object.entries(fates).map(([path, fate]) => [`${name}.${path}`, fate]))

/** Source: azure-aci v1.6.4, pkg/provider/aci_volumes.go. */
export const volumeFates: Fates = under('volumes', {
  name: passed(),
  emptyDir: passed(),
  'emptyDir.medium': dropped('', {
    so: 'the volume is on a disk',
    remedy: 'Remove medium, or use a smaller volume.',
    when: value => value === 'Memory',
  }),
  'emptyDir.sizeLimit': dropped('Nothing limits the volume.'),
  secret: changed('Its keys become files. The provider reads the Secret once, when it creates the container group.', 'windows-volumes'),
  'secret.secretName': changed('The Secret is read.'),
  'secret.defaultMode': mode,
  ...under('secret', files),
  configMap: changed('Its keys become files of a secret volume. The provider reads the ConfigMap once.', 'windows-volumes'),
  'configMap.name': changed('The ConfigMap is read.'),
  'configMap.defaultMode': mode,
  ...under('configMap', files),
  projected: changed('The files of its sources become one secret volume.', 'empty-volumes'),
  'projected.defaultMode': mode,
  'projected.sources': changed('Only listed keys, and tokens in Secrets.', 'empty-volumes'),
  'projected.sources.secret': changed('Only keys that `items` lists.', 'empty-volumes'),
  ...under('projected.sources.secret', projected),
  'projected.sources.configMap': changed('Only keys that `items` lists.', 'empty-volumes'),
  ...under('projected.sources.configMap', projected),
  'projected.sources.serviceAccountToken': changed(
    'Taken from a Secret of the type `kubernetes.io/service-account-token`, if there is one.',
    'empty-volumes',
  ),
  'projected.sources.serviceAccountToken.path': dropped('The file is named like the key of the Secret, `token`.'),
  'projected.sources.serviceAccountToken.audience': dropped('', {so: 'the token is for the API server only', remedy: 'Remove the token.'}),
  'projected.sources.serviceAccountToken.expirationSeconds': dropped('A token in a Secret does not expire.'),
  'projected.sources.downwardAPI': droppedAs('The files are missing.', 'downward-api'),
  'projected.sources.clusterTrustBundle': droppedAs('The files are missing.', 'empty-volumes'),
  'projected.sources.podCertificate': droppedAs('The files are missing.', 'empty-volumes'),
  azureFile: passed('With the name and the key of the storage account from the Secret.', 'azure-file-secrets'),
  'azureFile.shareName': passed(),
  'azureFile.secretName': changed('The Secret is read.', 'azure-file-secrets'),
  'azureFile.readOnly': passed(),
  csi: changed('Only with the driver `file.csi.azure.com`; others are refused.', 'volume-kinds'),
  'csi.driver': changed('Decides whether it is a file share.', 'volume-kinds'),
  'csi.volumeAttributes': changed('Only `shareName` and `secretName`.', 'azure-file-secrets'),
  'csi.readOnly': dropped('', {so: 'the share can be written', remedy: 'Set readOnly in volumeMounts.'}),
  'csi.fsType': dropped(''),
  'csi.nodePublishSecretRef': dropped(''),
  gitRepo: passed(),
  'gitRepo.repository': passed(),
  'gitRepo.directory': passed(),
  'gitRepo.revision': passed(),
  downwardAPI: refused('', 'downward-api'),
  ...Object.fromEntries(unsupported.map(kind => [kind, refused('', 'volume-kinds')])),
})
