// Configuration of a node, written before its first start: it connects to the other nodes on this machine only. Options
// left out would get Syncthing's defaults, so every option that reaches the network is set here.

export interface NodePorts {
  readonly sync: number;
  readonly gui: number;
}

/** The part of a node that the other nodes need to know. */
export interface Peer {
  readonly name: string;
  readonly device: string;
  readonly ports: NodePorts;
}

export interface FolderOptions {
  readonly type: 'sendreceive' | 'receiveonly' | 'sendonly';
  /** How long the watcher collects changes before a scan; 10 by Syncthing's default. */
  readonly watcherDelayS: number;
  readonly watcher: boolean;
  readonly rescanS: number;
  readonly maxConflicts: number;
}

export const FOLDER_DEFAULTS: FolderOptions = {
  type: 'sendreceive',
  watcherDelayS: 10,
  watcher: true,
  rescanS: 3600,
  maxConflicts: 10,
};

export interface NodeConfig {
  readonly self: Peer;
  readonly peers: readonly Peer[];
  readonly apiKey: string;
  readonly folderId: string;
  readonly folderPath: string;
  readonly folder: FolderOptions;
  /** Serves its interface by https, with a self-signed certificate. */
  readonly tls: boolean;
}

export function configXml({ self, peers, apiKey, folderId, folderPath, folder, tls }: NodeConfig): string {
  const all = [self, ...peers];
  return `<configuration version="36">
  <folder id="${attribute(folderId)}" label="Show" path="${attribute(folderPath)}" type="${folder.type}" rescanIntervalS="${folder.rescanS}" fsWatcherEnabled="${folder.watcher}" fsWatcherDelayS="${folder.watcherDelayS}" ignorePerms="false" autoNormalize="true">
    <filesystemType>basic</filesystemType>
${all.map(({ device }) => `    <device id="${device}" introducedBy=""></device>`).join('\n')}
    <maxConflicts>${folder.maxConflicts}</maxConflicts>
    <markerName>.stfolder</markerName>
    <paused>false</paused>
  </folder>
${all.map((peer) => deviceXml(peer, peer === self)).join('\n')}
  <gui enabled="true" tls="${tls}" debugging="false">
    <address>127.0.0.1:${self.ports.gui}</address>
    <apikey>${apiKey}</apikey>
    <theme>default</theme>
  </gui>
  <options>
    <listenAddress>tcp://127.0.0.1:${self.ports.sync}</listenAddress>
    <globalAnnounceServer></globalAnnounceServer>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <announceLANAddresses>false</announceLANAddresses>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted>
    <urSeen>99</urSeen>
    <urURL></urURL>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <releasesURL></releasesURL>
    <crashReportingURL></crashReportingURL>
    <crashReportingEnabled>false</crashReportingEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <stunKeepaliveMinS>0</stunKeepaliveMinS>
    <stunServer></stunServer>
    <reconnectionIntervalS>5</reconnectionIntervalS>
    <setLowPriority>false</setLowPriority>
  </options>
</configuration>
`;
}

function deviceXml({ name, device, ports }: Peer, isSelf: boolean): string {
  const address = isSelf ? 'dynamic' : `tcp://127.0.0.1:${ports.sync}`;
  return `  <device id="${device}" name="${attribute(name)}" compression="metadata" introducer="false">
    <address>${address}</address>
    <paused>false</paused>
  </device>`;
}

function attribute(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
