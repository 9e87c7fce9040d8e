namespace IpBlock.Service.Terminal;

/// <summary>A cell and how it looks.</summary>
internal readonly record struct Cell(string Text, CellLook Look = CellLook.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "");

    public static Cell Green(string text) => new(text, CellLook.Green);

    public static Cell Red(string text) => new(text, CellLook.Red);

    public static Cell Yellow(string text) => new(text, CellLook.Yellow);

    public static Cell Dim(string text) => new(text, CellLook.Dim);
}

/// <summary>How a cell looks where there are colours.</summary>
internal enum CellLook
{
    Plain,
    Green,
    Red,
    Yellow,
    Dim,
}
