#pragma warning disable CS0649, CS0169, CA1812, CA1822, MA0038, MA0041, MA0051, MA0053, MA0095, IDE0044, IDE0051, IDE0052 // made to be read, never to run
using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace IpBlock.Testing.Assemblies.Ways;

internal class Base;

internal interface IFace;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class MarkAttribute : Attribute;

internal sealed class Argument;

internal sealed class Held;

internal sealed class Taken;

internal sealed class Given;

internal sealed class Local;

internal sealed class Cast;

internal sealed class Caught : Exception;

internal sealed class Looked;

internal sealed class Awaited;

internal sealed class Captured;

internal sealed class Constraint;

internal enum Choice
{
    One,
}

internal static class Called
{
    public static int Twice(this int number) => number * 2;

    public static T Make<T>()
        where T : class => null!;
}

internal static class Fields
{
    public static readonly int Number = Environment.ProcessId;
}

internal sealed class Outer
{
    internal sealed class Inner;
}

/// <summary>Uses each of the types above in one way only.</summary>
[Mark]
internal sealed class User<T> : Base, IFace
    where T : IComparable<Constraint>
{
    private readonly Held? _held;

    private readonly Dictionary<string, Argument[]>? _arguments;

    public static void Takes(in Taken taken) => _ = taken;

    public Given? Gives { get; set; }

    public static int Calls() => 1.Twice();

    public static object Makes() => Called.Make<Local>();

    public static int Reads() => Fields.Number;

    public static bool Asks(object something) => something is Cast;

    public static Type Looks() => typeof(Looked);

    public static object New() => new Outer.Inner();

    public static int Chooses(object number) => number switch
    {
        Choice.One => 0,
        0 => 5,
        1 => 8,
        2 => 1,
        _ => 9,
    };

    public static int Catches()
    {
        try
        {
            return int.Parse("1", null);
        }
        catch (Caught)
        {
            return 0;
        }
    }

    public static async Task WaitsAsync()
    {
        await Task.Yield();
        GC.KeepAlive(new Awaited());
    }

    public static Func<object> Captures() => static () => new Captured();
}
