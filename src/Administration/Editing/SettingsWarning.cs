namespace IpBlock.Administration.Editing;

/// <summary>Something in good settings that is hardly meant.</summary>
/// <param name="Id">Which kind of thing it is, as <c>settings.expired</c>; it stays the same from version to version.</param>
/// <param name="Subject">The entry, the provider or the setting that it concerns.</param>
/// <param name="Place">Where it stands in the file, as <c>blockProviders[2].ipAddressesMatch</c>.</param>
/// <param name="Words">What is wrong with it and what to do, without a full stop and without a key.</param>
internal sealed record SettingsWarning(string Id, string Subject, string Place, string Words)
{
    /// <summary>The place and the words.</summary>
    public override string ToString() => Place + ": " + Words;
}
