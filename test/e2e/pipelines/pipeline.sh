#!/usr/bin/env bash
# The pipeline of the drills: installs a connector and removes it.
set -euo pipefail
vkctl provider register --wait --output none
vkctl install-connector --assign-role --lock-timeout 1m --timeout 1m --output table
vkctl remove-connector --yes --output table
