import {expect, it} from '@jest/globals'
import {imageName} from '../../../../src/lib/checks/manifest/image-name.ts'

it.each([
  ['nginx', 'docker.io', 'nginx', ''],
  ['library/nginx:1.27', 'docker.io', 'library/nginx', '1.27'],
  ['index.docker.io/microsoft/iis', 'docker.io', 'microsoft/iis', ''],
  ['mcr.microsoft.com/windows/nanoserver:1809', 'mcr.microsoft.com', 'windows/nanoserver', '1809'],
  ['localhost:5000/web', 'localhost:5000', 'web', ''],
  ['mine.azurecr.io/a/b:1@sha256:00ff', 'mine.azurecr.io', 'a/b', '1'],
  ['', 'docker.io', '', ''],
])('takes %j apart', (image, registry, repository, tag) => {
  expect(imageName(image)).toEqual({registry, repository, tag})
})
