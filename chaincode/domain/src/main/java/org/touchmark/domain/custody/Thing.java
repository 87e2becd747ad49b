package org.touchmark.domain.custody;

import org.touchmark.domain.status.Subject;

/** A unit or a container as it stands. */
public sealed interface Thing permits UnitRecord, ContainerRecord {

    /** Its name. */
    Subject subject();

    /** Where it is, and what happened to it. */
    Course course();

    /** This thing on another course. */
    Thing on(Course other);
}
