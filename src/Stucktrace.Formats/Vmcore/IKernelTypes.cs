namespace Stucktrace.Formats.Vmcore;

/// <summary>Layouts of the kernel's structures in this very dump. Never by version number alone: a stable update may move any field.</summary>
public interface IKernelTypes
{
    /// <summary>Where a field lies.</summary>
    /// <param name="structure">Name of the struct: <c>task_struct</c>.</param>
    /// <param name="path">Field, through anonymous members and with dots into named ones: <c>thread.sp</c>, <c>se.exec_start</c>.</param>
    /// <returns>Null when it is not known or when this kernel has no such field.</returns>
    FieldPlace? Field(string structure, string path);

    /// <summary>Size of a struct in bytes, or null.</summary>
    /// <param name="structure">Name of the struct.</param>
    long? SizeOf(string structure);
}
