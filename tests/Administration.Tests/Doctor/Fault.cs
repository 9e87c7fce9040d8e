using System;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>Something that is broken at a site.</summary>
/// <param name="Id">What the doctor is to say of it.</param>
/// <param name="Name">What it is.</param>
/// <param name="Break">Breaks it.</param>
internal sealed record Fault(string Id, string Name, Action<Site> Break)
{
    public override string ToString() => Id + ": " + Name;
}
