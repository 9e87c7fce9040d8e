namespace IpBlock.Testing.Assemblies;

/// <summary>One place where compiled code names a type.</summary>
/// <param name="User">The type that names it; for what the compiler makes (closures, state machines), the type it was written in.</param>
/// <param name="Member">The member it is named in, or what of the type names it: <c>base type</c>, <c>attribute</c>.</param>
/// <param name="Target">The full name of the outermost type that is named.</param>
/// <param name="Assembly">The simple name of the assembly that the target is in.</param>
public sealed record TypeUse(string User, string Member, string Target, string Assembly)
{
    /// <inheritdoc/>
    public override string ToString() => $"{User} ({Member}) uses {Target}";
}
