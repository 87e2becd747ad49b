package org.touchmark.network;

/** What a node does on the network. */
public enum NodeKind {
    CERTIFICATE_AUTHORITY,
    ORDERER,
    PEER,
    CHAINCODE_SERVER
}
