package org.terzo.hub.ingest.journal;

/// An entry to be written; `payload` is the message as it came.
///
/// @param taken the indexes of the records that were taken, as `EntryTable` writes them
public record Row(JournalEntry entry, byte[] payload, String taken) {}
