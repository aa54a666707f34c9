// What Toygres needs on Azure, in one resource group: AKS with workload identity, a storage account without shared keys, one managed
// identity per purpose, Key Vault, Event Hubs, Azure Database for PostgreSQL, a registry. deploy.sh runs it; running it again changes
// what differs and nothing else.
targetScope = 'resourceGroup'

@description('Part of every name: lower-case letters and digits, unique over Azure together with what is appended.')
@minLength(3)
@maxLength(16)
param name string

param location string = resourceGroup().location

@description('Object id of the person or group that may administer the cluster and write secrets.')
param administratorId string

@allowed(['User', 'Group', 'ServicePrincipal'])
param administratorType string = 'User'

@description('Password of the administrator of the PostgreSQL server; deploy.sh makes one and keeps it in the vault.')
@secure()
param databasePassword string

param kubernetesVersion string = '1.33'
param nodeSize string = 'Standard_D4ds_v5'

@minValue(1)
param nodesAtLeast int = 3

@minValue(1)
param nodesAtMost int = 12

@description('Zones of the region; an empty list where it has none.')
param zones array = ['1', '2', '3']

@description('How long deleted blobs and versions can be had back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 14

var services = ['api-service', 'image-service', 'provisioner-service']
var jobs = ['toygres-backup', 'toygres-restore']

// Built-in roles: learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = {
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  secretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  clusterAdmin: 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b'
}

// --- Network: the cluster and the database share one, so that the database has no public address.

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.224.0.0/12'] }
    subnets: [
      {
        name: 'nodes'
        properties: {
          addressPrefix: '10.224.0.0/16'
          serviceEndpoints: [{ service: 'Microsoft.Storage' }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.225.0.0/28'
          delegations: [
            {
              name: 'postgresql'
              properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' }
            }
          ]
        }
      }
    ]
  }

  resource nodes 'subnets' existing = { name: 'nodes' }
  resource database 'subnets' existing = { name: 'database' }
}

// --- The cluster.

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: name
  location: location
  sku: { name: 'Base', tier: 'Standard' }
  identity: { type: 'SystemAssigned' }
  properties: {
    kubernetesVersion: kubernetesVersion
    dnsPrefix: name
    disableLocalAccounts: true
    aadProfile: { managed: true, enableAzureRBAC: true }
    oidcIssuerProfile: { enabled: true }
    securityProfile: { workloadIdentity: { enabled: true } }
    autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkDataplane: 'cilium'
      networkPolicy: 'cilium'
      podCidr: '10.244.0.0/16'
      serviceCidr: '10.0.0.0/16'
      dnsServiceIP: '10.0.0.10'
    }
    agentPoolProfiles: [
      {
        name: 'nodes'
        mode: 'System'
        vmSize: nodeSize
        count: nodesAtLeast
        enableAutoScaling: true
        minCount: nodesAtLeast
        maxCount: nodesAtMost
        availabilityZones: zones
        osType: 'Linux'
        osSKU: 'AzureLinux'
        osDiskType: 'Ephemeral'
        vnetSubnetID: network::nodes.id
      }
    ]
    addonProfiles: {
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: { enableSecretRotation: 'true', rotationPollInterval: '2m' }
      }
    }
    ingressProfile: { webAppRouting: { enabled: true } }
    workloadAutoScalerProfile: { keda: { enabled: true } }
  }
}

resource clusterAdministrator 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(cluster.id, administratorId, roles.clusterAdmin)
  scope: cluster
  properties: {
    principalId: administratorId
    principalType: administratorType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.clusterAdmin)
  }
}

// The cluster places LoadBalancers and nodes in the network.
resource clusterInNetwork 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(network.id, cluster.id, 'network-contributor')
  scope: network
  properties: {
    principalId: cluster.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4d97b98b-1d4f-4787-a291-c67834d212e7'
    )
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: '${name}registry'
  location: location
  sku: { name: 'Standard' }
  properties: { adminUserEnabled: false }
}

resource nodesPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, cluster.id, roles.acrPull)
  scope: registry
  properties: {
    principalId: cluster.properties.identityProfile.kubeletidentity.objectId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}

// --- Identities: one per service and per kind of Job, each believed only as its service account.

resource serviceIdentities 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [
  for service in services: {
    name: '${name}-${service}'
    location: location
  }
]

resource jobIdentities 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [
  for job in jobs: {
    name: '${name}-${job}'
    location: location
  }
]

resource serviceCredentials 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = [
  for (service, i) in services: {
    parent: serviceIdentities[i]
    name: service
    properties: {
      issuer: cluster.properties.oidcIssuerProfile.issuerURL
      subject: 'system:serviceaccount:toygres-system:${service}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
]

resource jobCredentials 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = [
  for (job, i) in jobs: {
    parent: jobIdentities[i]
    name: job
    properties: {
      issuer: cluster.properties.oidcIssuerProfile.issuerURL
      subject: 'system:serviceaccount:toygres-managed:${job}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
]

// --- Images.

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${name}images'
  location: location
  kind: 'StorageV2'
  sku: { name: empty(zones) ? 'Standard_LRS' : 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      virtualNetworkRules: [{ id: network::nodes.id }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
      containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    }

    resource images 'containers' = { name: 'images' }
  }

  // Toygres deletes images itself; this removes what versioning keeps of them.
  resource lifecycle 'managementPolicies' = {
    name: 'default'
    dependsOn: [blobs]
    properties: {
      policy: {
        rules: [
          {
            name: 'old-versions'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['images/'] }
              actions: { version: { delete: { daysAfterCreationGreaterThan: softDeleteDays } } }
            }
          }
        ]
      }
    }
  }
}

// On the container, not on the account: image-service and backup Jobs write, restore Jobs read.
resource imageServiceWrites 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobs::images.id, 'image-service', roles.blobContributor)
  scope: storage::blobs::images
  properties: {
    principalId: serviceIdentities[1].properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

resource backupsWrite 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobs::images.id, 'toygres-backup', roles.blobContributor)
  scope: storage::blobs::images
  properties: {
    principalId: jobIdentities[0].properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

resource restoresRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobs::images.id, 'toygres-restore', roles.blobReader)
  scope: storage::blobs::images
  properties: {
    principalId: jobIdentities[1].properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobReader)
  }
}

// --- Secrets: each service may read its own alone. deploy.sh writes them; purge protection keeps the keyring, without which no stored
// password can be read.

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${name}-vault'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
  }
}

resource vaultOfficer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, administratorId, roles.secretsOfficer)
  scope: vault
  properties: {
    principalId: administratorId
    principalType: administratorType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsOfficer)
  }
}

// --- The broker.

resource hubs 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: '${name}-hubs'
  location: location
  // A Standard namespace has room for ten hubs: https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas
  sku: { name: 'Premium', tier: 'Premium', capacity: 1 }
  properties: { minimumTlsVersion: '1.2' }
}

var topics = [
  'toygres.image.commands'
  'toygres.image.events'
  'toygres.instance.commands'
  'toygres.instance.events'
  'toygres.requests'
  'toygres.request.events'
  'toygres.image.commands.dlq'
  'toygres.image.events.dlq'
  'toygres.instance.commands.dlq'
  'toygres.instance.events.dlq'
  'toygres.requests.dlq'
  'toygres.request.events.dlq'
]

resource topicHubs 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = [
  for topic in topics: {
    parent: hubs
    name: topic
    properties: {
      partitionCount: endsWith(topic, '.dlq') ? 1 : 6
      retentionDescription: { cleanupPolicy: 'Delete', retentionTimeInHours: 168 }
    }
  }
]

// A connection string per service. Event Hubs has no rights below "send" and "listen" for these; that workers obey api-service alone is
// what commands are signed for.
resource hubLogins 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = [
  for service in services: {
    parent: hubs
    name: service
    properties: { rights: ['Listen', 'Send'] }
  }
]

// --- The services' database.

resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'network'
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-cms'
  location: location
  dependsOn: [databaseZone::link]
  sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
  properties: {
    version: '17'
    administratorLogin: 'toygres_admin'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 64, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: length(zones) > 1 ? 'ZoneRedundant' : 'Disabled' }
    network: {
      delegatedSubnetResourceId: network::database.id
      privateDnsZoneArmResourceId: databaseZone.id
    }
  }

  resource toygres 'databases' = { name: 'toygres' }
}

output tenantId string = subscription().tenantId
output clusterName string = cluster.name
output registryHost string = registry.properties.loginServer
output registryName string = registry.name
output vaultName string = vault.name
output hubsName string = hubs.name
output brokerAddress string = '${hubs.name}.servicebus.windows.net:9093'
output databaseHost string = database.properties.fullyQualifiedDomainName
output containerUrl string = '${storage.properties.primaryEndpoints.blob}images'
output storageName string = storage.name
output dnsSuffix string = '${location}.cloudapp.azure.com'
output serviceClientIds array = [for (service, i) in services: serviceIdentities[i].properties.clientId]
output servicePrincipalIds array = [for (service, i) in services: serviceIdentities[i].properties.principalId]
output jobClientIds array = [for (job, i) in jobs: jobIdentities[i].properties.clientId]
