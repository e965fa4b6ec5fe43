import type {Cases} from '../case.ts'

export const aciResourceGroupCases: Cases = {
  'group-exists': {
    fires: [
      {
        name: 'somebody deleted it',
        facts: {aciGroupExists: false},
        message: /^There is no resource group MC_g,/,
        remedy: /^az group create --name MC_g --location eastus\n.*--assign-role/,
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
}
