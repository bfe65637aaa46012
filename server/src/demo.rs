//! The demonstration: an association with people and cases that are invented, at dates relative to today.
