/** The field is required, and the project has no address yet. Nothing can be sent to the domain .invalid (RFC 2606). */
const maintainer = 'The vkctl authors <no-address-yet@vkctl.invalid>'

/** The control file (deb-control(5)). The libraries are those that Node.js's own executables need, which are built for glibc 2.28. */
export function control({
  version,
  architecture,
  kilobytes,
}: {
  readonly version: string
  readonly architecture: string
  readonly kilobytes: number
}): string {
  return [
    'Package: vkctl',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${maintainer}`,
    `Installed-Size: ${kilobytes}`,
    'Depends: libc6 (>= 2.28), libgcc-s1 | libgcc1, libstdc++6 (>= 5)',
    // Neither is in Debian itself; their own repositories have these names.
    'Suggests: helm, kubectl, azure-cli',
    'Section: admin',
    'Priority: optional',
    'Description: install, check and remove Virtual Kubelet connectors on AKS',
    ' A connector adds a virtual node to a cluster of Azure Kubernetes Service (AKS).',
    ' Pods on a virtual node run on Azure Container Instances (ACI).',
    ' .',
    ' vkctl installs, upgrades, checks and removes connectors. It runs helm and',
    ' kubectl, which must be on the PATH. It contains its own Node.js.',
    '',
  ].join('\n')
}

/** The changelog (deb-changelog(5)) of the package itself. `epoch` is in seconds. */
export function changelog(version: string, epoch: number): string {
  const date = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000')
  return `vkctl (${version}) unstable; urgency=medium\n\n  * Made from vkctl ${version}; see CHANGELOG.md.gz.\n\n -- ${maintainer}  ${date}\n`
}

/** The copyright file (https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/). */
export function copyright(license: string): string {
  const [, holder = 'The vkctl authors'] = /^Copyright \(c\) (.+)$/m.exec(license) ?? []
  const text = license.slice(license.indexOf('Permission is hereby granted')).trim()
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: vkctl',
    'Comment: The executable also contains Node.js and the libraries that',
    ' THIRD-PARTY-NOTICES.gz in this folder lists, each under its own license.',
    '',
    'Files: *',
    `Copyright: ${holder}`,
    'License: Expat',
    ...text.split('\n').map(line => (line.trim() === '' ? ' .' : ` ${line}`)),
    '',
  ].join('\n')
}

/** What lintian says about every executable that contains Node.js. */
export const lintianOverrides = [
  '# Node.js is built with its own copies of its libraries, and with its symbols; THIRD-PARTY-NOTICES.gz names them.',
  'vkctl: embedded-library',
  'vkctl: hardening-no-pie [usr/bin/vkctl]',
  'vkctl: unstripped-binary-or-object [usr/bin/vkctl]',
  '',
].join('\n')
