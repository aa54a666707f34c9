package io.toygres.image.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.image.BackupResult;

/** A {@code result.json}: the part that this service acts upon, and the whole document that the manifest repeats. */
public record ParsedResult(BackupResult contents, ObjectNode document) {}
