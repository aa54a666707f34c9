package io.toygres.e2e.compare;

/**
 * What one table holds.
 *
 * @param name qualified and quoted as SQL writes it
 * @param checksum sum of a 64-bit hash of each row's text: the same for the same rows in any order
 */
public record TableContents(String name, long rows, String checksum) {}
