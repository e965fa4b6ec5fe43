import type {Cases} from '../case.ts'

const lock = (name: string, level: string) => ({
  id: `/subscriptions/s/resourceGroups/MC_g/providers/Microsoft.Authorization/locks/${name}`,
  name,
  level,
})

export const aciResourceGroupCases: Cases = {
  'group-exists': {
    fires: [
      {
        name: 'somebody deleted it',
        facts: {aciGroupExists: false},
        message: /^There is no resource group MC_g,/,
        remedy: /^az group create --name MC_g --location eastus\n.*\nvkctl install-connector .*--assign-role /,
      },
      {
        name: 'somebody deleted it, and the location is not recorded',
        subject: {location: ''},
        facts: {aciGroupExists: false},
        message: /no resource group/,
        remedy: /--location LOCATION/,
      },
    ],
    quiet: [{name: 'it is there', message: /^The resource group MC_g exists$/}],
  },
  'group-unlocked': {
    fires: [
      {
        name: 'a lock against every change, beside another one',
        facts: {locks: [lock('keep', 'CanNotDelete'), lock('frozen', 'ReadOnly')]},
        message: /^The lock frozen \(ReadOnly\) is on the ACI resource group MC_g or above it\. No container group can be created/,
        remedy: /^az lock delete --ids \/subscriptions\/s\/resourceGroups\/MC_g\/providers\/Microsoft\.Authorization\/locks\/frozen\n/,
      },
      {
        name: 'a lock against deletion',
        facts: {locks: [lock('keep', 'CanNotDelete')]},
        verdict: 'warning',
        message: /The container groups of deleted pods stay and cost money\.$/,
        remedy: /\nvkctl install-connector .* --aci-resource-group GROUP --assign-role /,
      },
    ],
    quiet: [
      {name: 'no lock', facts: {locks: []}, message: /^No lock is on MC_g$/},
      {name: 'locks that the user may not read', facts: {locks: undefined}, verdict: 'skipped', message: /^You may not read/},
    ],
  },
}
