package org.touchmark.network.msp;

/** The role that an organisational unit of a certificate gives its holder (Fabric's NodeOUs). */
public enum NodeRole {
    MEMBER,
    ADMIN,
    CLIENT,
    PEER,
    ORDERER
}
