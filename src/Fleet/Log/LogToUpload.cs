namespace IpBlock.Fleet.Log;

/// <summary>What of the decision log goes up to the fleet's database.</summary>
/// <param name="Folder">The folder of the log.</param>
/// <param name="WithoutMailboxes">True when senders and recipients stay here.</param>
public sealed record LogToUpload(string Folder, bool WithoutMailboxes);
