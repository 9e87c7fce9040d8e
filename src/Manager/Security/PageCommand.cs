namespace IpBlock.Manager.Security;

/// <summary>
/// Something that a page does when it is told to: a change, a test that asks lists, a download. Each is a static readonly field beside its page, and
/// has its role in
/// <see cref="RoleTable"/>.
/// </summary>
/// <param name="Name">Such as <c>overview.mode</c>, as the table and the log of changes call it.</param>
/// <param name="Description">What it does, for the log: <c>changed the mode</c>.</param>
public sealed record PageCommand(string Name, string Description)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
